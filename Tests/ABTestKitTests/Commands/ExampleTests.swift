import TestSupport
import Testing

/// What users see, recorded; and that `check` promises what `analyze` keeps.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct ExampleTests {
  @Test(arguments: ExampleGroup.all)
  func everyOutcomeIsAsRecorded(group: ExampleGroup) async throws {
    let outcomes = try await group.outcomes
    expectAsRecorded(zip(group.examples, outcomes).map { (name: $0.name, text: $1.text) }, in: group.file)
  }

  /// What only the rows can show: `check` reads none.
  private static let faultsOfRows = [
    "repeated-units", "unmatched-units", "unpaired-rows", "unmet-condition", "unmeasured-metric",
    "malformed-source", "invalid-utf-8", "differing-repeats", "differing-events", "differing-units", "no-units",
    "similar-labels", "unreadable-values", "one-valued-flag", "impossible-counts",
    "empty-source", "too-many-categories", "too-many-groups", "empty-cap",
  ]

  @Test(arguments: ExampleGroup.all)
  func aGreenCheckMeansThatTheAnalysisRuns(group: ExampleGroup) async throws {
    for (example, analysis) in zip(group.examples, try await group.outcomes)
    where example.arguments.first == "analyze" && example.arguments.count > 1 {
      let folder = try ScratchFolder()
      try example.prepare(folder)
      var arguments = ["check", example.arguments[1], "--quiet"]
      if let index = example.arguments.firstIndex(of: "--data-root") {
        arguments += example.arguments[index...].prefix(2)
      }
      let check = try await Binary.run(arguments, in: folder)
      let faults = folder.anonymous(check.output)
      if analysis.code == 1, faults.isEmpty {
        #expect(
          Self.faultsOfRows.contains { analysis.errors.contains("[\($0)]") }, "\(example.name): \(analysis.errors)")
      } else if analysis.code == 1 || check.code == 1 {
        #expect(analysis.errors == faults, "\(example.name)")
        #expect(check.code == 1, "\(example.name)")
      }
      #expect(check.code <= 2)
    }
  }
}
