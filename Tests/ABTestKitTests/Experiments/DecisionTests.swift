import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Every row of the table in Methods/decision, with the bounds of its risks, from counts to the results,
/// against the rule written once more in `Tests/Oracle/decision_experiments.py`.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct DecisionTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let spec: String
    /// The source as CSV.
    let text: String
    let decisions: [Expected]

    var testDescription: String { name }
  }

  struct Expected: Decodable, Sendable {
    let variant, outcome: String
    /// The row of the table; 0 where it has none.
    let row: Int
    /// What the reason mentions.
    let names: [String]
    let risks: [String: Double?]
  }

  private struct Results: Decodable {
    struct Found: Decodable {
      let variant, outcome, reason: String
      let risks: [String: Double?]
    }

    let decision: [Found]
  }

  private static let cases = (try? OracleTable.cases("decision_experiments", as: Case.self)) ?? []

  @Test func everyRowOfTheTableIsReached() {
    #expect(Self.cases.count == 43)
    #expect(Set(Self.cases.flatMap { $0.decisions.map(\.row) }) == Set(0...8))
  }

  @Test(arguments: cases) func everyDecisionIsThatOfTheTable(experiment: Case) async throws {
    let folder = try ScratchFolder()
    try folder.write(experiment.text, to: "units.csv")
    try folder.write(experiment.spec.replacing("SOURCE", with: "units.csv"), to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let results = try JSONDecoder().decode(Results.self, from: Data(#require(folder.bytes(of: "results.json"))))
    for expected in experiment.decisions {
      let found = try #require(results.decision.first { $0.variant == expected.variant })
      #expect(found.outcome == expected.outcome, "\(expected.variant): \(found.reason)")
      for name in expected.names { #expect(found.reason.contains(name), "\(expected.variant): \(found.reason)") }
      for (risk, value) in expected.risks {
        let bound = found.risks[risk] ?? nil
        let isEqual =
          if let value, let bound { isClose(bound, value, relative: 1e-12) } else { value == nil && bound == nil }
        #expect(isEqual, "\(expected.variant), \(risk): \(bound ?? .nan), not \(value ?? .nan)")
      }
    }
  }
}
