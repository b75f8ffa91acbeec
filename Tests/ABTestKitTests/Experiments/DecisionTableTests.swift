import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Rows of `Tests/Oracle/decision-table.csv` from a file of units to the results and the exit code.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct DecisionTableTests {
  private struct Results: Decodable {
    struct Decision: Decodable {
      struct Note: Decodable { let fact: String }
      struct Failed: Decodable { let gate: String }
      struct Choice: Decodable { let rank: String }

      let outcome, reason, sentence: String
      let named: [Note]
      let gates: [Failed]
      let choice: Choice?
    }

    let decision: [Decision]
  }

  /// Every seventh row that data can show, in blocks that run beside each other.
  private static let rows: [DecisionTableRow] = {
    let all = DecisionTableRow.ofFixedDesigns
    return all.indices.filter { $0 % 7 == 0 }.map { all[$0] }
  }()

  private static let words = ["dont-ship": "don't ship", "no-decision": "no decision"]

  @Test func thereAreEnough() { #expect(Self.rows.count >= 300) }

  @Test(arguments: 0..<8) func theProgramDecidesAsTheTableSays(block: Int) async throws {
    for row in Self.rows.indices.filter({ $0 % 8 == block }).map({ Self.rows[$0] }) {
      let experiment = DecisionTableExperiment(row)
      let folder = try ScratchFolder()
      try folder.write(experiment.text, to: "units.csv")
      try folder.write(experiment.spec.json, to: "spec.json")
      let outcome = try await Binary.run(
        ["analyze", "spec.json", "--quiet", "--format", "json", "--fail-on", "regression"], in: folder)
      guard !row.lacksValues else {
        #expect(outcome.code == 1 && outcome.errors.contains("[unmeasured-metric]"), "\(row): \(outcome.errors)")
        continue
      }
      #expect(outcome.code == (row.isRegression ? 1 : 0), "\(row): \(outcome.errors)")
      let results = try JSONDecoder().decode(Results.self, from: Data(#require(folder.bytes(of: "results.json"))))
      let found = try #require(results.decision.first)
      #expect(found.outcome == Self.words[row.outcome] ?? row.outcome, "\(row): \(found.sentence)")
      #expect(found.reason == row.reason, "\(row): \(found.sentence)")
      #expect(Set(found.named.map(\.fact) + found.gates.map { "gate:\($0.gate)" }) == row.named, "\(row)")
      #expect(found.choice?.rank ?? "-" == row.naming, "\(row)")
    }
  }
}
