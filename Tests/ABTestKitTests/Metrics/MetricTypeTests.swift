import TestSupport
import Testing

/// Metrics over generated rows against NumPy and SciPy (`Tests/Oracle/metric_types.py`), from the spec to the results.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct MetricTypeTests {
  @Test(arguments: [
    ("logarithm", #""type": "mean", "column": "y", "log": true"#), ("count", #""type": "count", "column": "y""#),
    ("rate", #""type": "count", "column": "y", "per": "d""#),
  ])
  func everyComparisonIsThatOfTheOracle(name: String, keys: String) async throws {
    let expected = try MetricTypeCase.named(name)
    let results = try JSONResults(try await expected.analyzed(keys).bytes(of: "results.json"))
    let row = try #require(results.row("m", "absolute"))
    expected.comparison.expectEqual(row.numbers, "\(name)")
  }

  @Test func aMeanLogarithmIsReadAsAGeometricMean() async throws {
    let expected = try MetricTypeCase.named("logarithm")
    let folder = try await expected.analyzed(#""type": "mean", "column": "y", "log": true"#)
    let results = try JSONResults(folder.bytes(of: "results.json"))
    #expect(results.row("m", "relative") == nil)
    let report = try #require(folder.text(of: "report.md"))
    // exp(2.0763), exp(2.1466), exp(0.0702) − 1 and exp(−0.0936) − 1, exp(0.2341) − 1.
    let line = try #require(report.split(separator: "\n").first { $0.contains("+7.3") })
    for figure in ["7.98", "8.56", "+7.3", "−8.9", "+26.4"] { #expect(line.contains(figure), "\(line)") }
  }

  @Test(arguments: [("above 20", #""above": 20"#), ("below 5", #""below": 5"#)])
  func aThresholdMakesAProportion(name: String, bound: String) async throws {
    let expected = try MetricTypeCase.named(name)
    let folder = try await expected.analyzed("\"type\": \"proportion\", \"value\": \"y + 0 * d\", \(bound)")
    let row = try #require(JSONResults(folder.bytes(of: "results.json")).row("m", "absolute"))
    let successes = try #require(expected.successes)
    for (suffix, index) in [("control", 0), ("variant", 1)] {
      #expect(row.counts["n_\(suffix)"] == expected.arms[index].n)
      let share = Double(successes[index]) / Double(expected.arms[index].n)
      #expect(isClose(row.numbers["value_\(suffix)"] ?? .nan, share, relative: 1e-12))
    }
    #expect(row.words["method"] == "miettinen-nurminen")
  }

  /// Values at the bound do not count; what has no value is missing, what has no finite one is counted apart.
  @Test func aThresholdIsStrictAndNeedsANumber() async throws {
    let values = ["4", "5", "6", "", "x", "inf", "-1e400", "5.000000001", "nan", " 7 "]
    let folder = try ScratchFolder()
    try folder.write(
      "user,variant,sold\n"
        + values.enumerated().map { "a\($0),old,\($1)\nb\($0),new,\($1)\n" }.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data += #", "unreadable": "drop""#
        $0.metrics = #"""
          [{ "name": "above", "type": "proportion", "value": "sold * 1", "above": 5 },
            { "name": "below", "type": "proportion", "value": "sold", "below": 5 },
            { "name": "zero", "type": "proportion", "value": "sold", "below": 5, "missing": "zero" }]
          """#
      }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let results = try JSONResults(folder.bytes(of: "results.json"))
    for (metric, successes, kept, missing) in [("above", 3, 5, 2), ("below", 1, 5, 2), ("zero", 3, 7, 0)] {
      let row = try #require(results.row(metric, "absolute"))
      #expect(row.counts["n_control"] == kept, "\(metric)")
      #expect(row.numbers["value_control"] == Double(successes) / Double(kept), "\(metric)")
      #expect(results.plans[metric]?.dropped["missing"] == (missing == 0 ? nil : 2 * missing), "\(metric)")
      #expect(results.plans[metric]?.dropped["not finite"] == 6, "\(metric)")
    }
  }

  @Test func theDispersionOfCountsIsReported() async throws {
    let expected = try MetricTypeCase.named("count")
    let results = try JSONResults(
      try await expected.analyzed(#""type": "count", "column": "y""#).bytes(of: "results.json"))
    let check = try #require(results.checks.first { $0.name == "dispersion of counts" })
    #expect(
      check.finding
        == "m: variance over mean is 3.84 in old, 4.20 in new; it is 1 for independent events, which the analysis does not assume"
    )
  }
}
