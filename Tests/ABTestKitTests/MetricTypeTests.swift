import TestSupport
import Testing

/// Metrics over generated rows against NumPy and SciPy (`Tests/Oracle/metric_types.py`), from the spec to the results.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct MetricTypeTests {
  @Test(arguments: [
    ("count", #""type": "count", "column": "y""#), ("rate", #""type": "count", "column": "y", "per": "d""#),
  ])
  func everyComparisonIsThatOfTheOracle(name: String, keys: String) async throws {
    let expected = try MetricTypeCase.named(name)
    let results = try JSONResults(try await expected.analyzed(keys).bytes(of: "results.json"))
    let row = try #require(results.row("m", "absolute"))
    expected.comparison.expectEqual(row.numbers, "\(name)")
  }

  @Test func theDispersionOfCountsIsReported() async throws {
    let expected = try MetricTypeCase.named("count")
    let results = try JSONResults(
      try await expected.analyzed(#""type": "count", "column": "y""#).bytes(of: "results.json"))
    let check = try #require(results.checks.first { $0.name == "dispersion of counts" })
    #expect(
      check.finding
        == "m: variance over mean is 3.84 in old, 4.20 in new; independent events have 1, and the analysis does not assume it"
    )
  }
}
