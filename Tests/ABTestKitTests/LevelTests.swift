import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Wherever an interval is printed, it has the level that the spec gives.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct LevelTests {
  private struct Whole: Decodable {
    struct Tables: Decodable {
      struct Denominator: Decodable {
        let low, high, p: Double

        enum CodingKeys: String, CodingKey {
          case low = "ci_low"
          case high = "ci_high"
          case p = "p_value"
        }
      }

      let denominators: [Denominator]
    }

    let tables: Tables
  }

  private func analyze(_ metrics: String, _ inference: String) async throws -> [UInt8]? {
    let folder = try ScratchFolder()
    let data = rows("visits", count: 300) { unit in
      "\(unit),\(old(unit)),\(unit * 37 % 101),\(3 + unit * 13 % 5 + unit % 2)"
    }
    try folder.write(data, to: "units.csv")
    let spec = SmallSpec {
      $0.metrics = "[\(metrics)]"
      $0.rest = ", \"inference\": { \(inference) }"
    }
    try folder.write(spec.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return folder.bytes(of: "results.json")
  }

  /// The denominator of a ratio differs as the mean of its column does.
  @Test(arguments: [#""alpha": 0.2, "level": 0.8"#, #""alpha": 0.01"#, #""alpha": 0.1"#])
  func theIntervalOfADenominatorHasTheGivenLevel(inference: String) async throws {
    let bytes = try await analyze(
      """
      { "name": "rate", "type": "ratio", "numerator": "sold", "denominator": "visits" },
      { "name": "visits", "type": "mean", "column": "visits", "role": "secondary" }
      """, inference)
    let whole = try JSONDecoder().decode(Whole.self, from: Data(#require(bytes)))
    let found = try #require(whole.tables.denominators.first)
    let row = try #require(JSONResults(bytes).row("visits", "relative"))
    #expect(isClose(found.low, try #require(row.numbers["ci_low"]), relative: 1e-12))
    #expect(isClose(found.high, try #require(row.numbers["ci_high"]), relative: 1e-12))
    #expect(isClose(found.p, try #require(row.numbers["p_value"]), relative: 1e-12))
  }
}
