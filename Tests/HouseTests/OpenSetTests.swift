import Calibration
import Reporting
import Specification
import Statistics
import SummarySQL
import TestSupport
import Testing

@testable import Inference

/// An open set is a protocol, a folder and a list: what lies in the folder is in the list.
@Suite struct OpenSetTests {
  /// The types that files of a folder declare as conforming to a protocol.
  private func types(in folder: String, conformingTo name: String) -> [String] {
    SourceFile.all(in: folder).flatMap { file in
      file.lines.compactMap { line -> String? in
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != ":" && $0 != "_" }
        guard let keyword = words.firstIndex(where: { ["struct", "enum", "class", "actor"].contains($0) }),
          keyword + 1 < words.endIndex, words[keyword + 1].hasSuffix(":"),
          words[(keyword + 2)...].contains(Substring(name))
        else { return nil }
        return String(words[keyword + 1].dropLast())
      }
    }.sorted()
  }

  private func check(_ list: [Any.Type], _ folder: String, _ name: String, location: SourceLocation = #_sourceLocation)
  {
    let registered = list.map { String(describing: $0) }
    #expect(registered.sorted() == types(in: folder, conformingTo: name), sourceLocation: location)
    #expect(!registered.isEmpty, sourceLocation: location)
    let files = Set(SourceFile.all(in: folder).map(\.name))
    for type in registered { #expect(files.contains(type), "\(type) has a file of its name", sourceLocation: location) }
  }

  @Test func estimators() { check(Estimators.all, "Sources/Statistics", "Estimator") }

  @Test func designs() {
    check(Designs.all, "Sources/Statistics/Designs", "Design")
    #expect(Set(Designs.all.map { $0.name }).count == Designs.all.count)
  }

  /// Whoever needs a boundary asks a design for it.
  @Test func onlyDesignsMakeBoundaries() {
    let types = types(in: "Sources", conformingTo: "Boundary")
    #expect(!types.isEmpty)
    let designs = Set(SourceFile.all(in: "Sources/Statistics/Designs").map(\.path))
    for file in SourceFile.all(in: "Sources") where !designs.contains(file.path) {
      for type in types { #expect(!file.text.contains("\(type)("), "\(file.path) makes a \(type)") }
    }
  }

  @Test func metricTypes() { check(MetricTypes.all, "Sources/Specification/Metrics", "Metric") }

  @Test func needsOfPlans() {
    let registered = PlanNeeds.all.map { String(describing: $0) }
    let extended = SourceFile.all(in: "Sources/SummarySQL/Needs").filter {
      $0.text.contains("extension \($0.name): PlanNeed {")
    }
    #expect(registered.sorted() == extended.map(\.name).sorted() && !registered.isEmpty)
  }

  @Test func dialects() { check(SQLDialects.all, "Sources/SummarySQL/Dialects", "SQLDialect") }

  @Test func dataChecks() { check(DataChecks.all, "Sources/Inference/Checks/Rules", "DataCheckRule") }

  @Test func findings() { check(Findings.all, "Sources/Inference/Findings", "Finding") }

  @Test func reportFormats() { check(ReportFormats.all, "Sources/Reporting/Formats", "ReportFormat") }

  @Test func errorStudies() { check(ErrorStudies.all, "Sources/Calibration/Errors/Studies", "ErrorStudy") }

  /// A population may be listed with several parameters.
  @Test func populations() {
    let types = Set(Populations.all.map { String(describing: type(of: $0)) })
    #expect(types.sorted() == self.types(in: "Sources/Calibration/Populations", conformingTo: "Population"))
  }

  @Test func keysOfFindingsDiffer() { #expect(Set(Findings.all.map { $0.key }).count == Findings.all.count) }

  @Test func keysOfEstimatorsDiffer() { #expect(Set(Estimators.all.map { $0.key }).count == Estimators.all.count) }
}
