import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// The table of results: its columns, and the rows of the tree of answers.
@Suite struct ResultFieldTests {
  @Test func columnsComeInThisOrder() {
    #expect(
      ResultField.all.map(\.name) == [
        "experiment", "metric", "type", "role", "family", "segment", "segment_value", "control", "variant", "estimand",
        "hypothesis", "path", "look", "n_control", "n_variant", "value_control", "value_control_low",
        "value_control_high", "value_variant", "value_variant_low", "value_variant_high", "estimate", "std_error",
        "ci_low", "ci_high", "level", "alternative", "alpha", "null_value", "statistic", "df", "p_value", "p_adjusted",
        "ci_low_adjusted", "ci_high_adjusted", "method", "design", "variance_reduction", "design_effect", "status",
        "verdict", "reason", "warnings",
      ])
  }

  private func analysis(_ metric: String = "", sold: [Int] = [20, 30]) async throws -> ExperimentAnalysis {
    try await SmallSpec(metric: #"{ "name": "sale", "type": "proportion", "column": "sold"\#(metric) }"#)
      .analysis(sold.map { ["sold": .ones($0, of: 40)] })
  }

  private func values(_ row: ResultRow) -> [String: ResultValue] {
    Dictionary(uniqueKeysWithValues: ResultField.all.map { ($0.name, $0.value(row)) })
  }

  @Test func aRowIsTheProjectionOfAnAnswer() async throws {
    let row = try #require(try await analysis(#", "alpha": 0.1"#).row("sale"))
    let found = values(row)
    let texts = [
      "experiment": "example", "metric": "sale", "type": "proportion", "role": "primary", "family": "primary",
      "control": "old", "variant": "new", "estimand": "absolute", "hypothesis": "superiority", "design": "fixed",
      "alternative": "two-sided", "status": "ok", "verdict": "better", "warnings": "",
    ]
    for (name, text) in texts { #expect(found[name] == .text(text), "\(name)") }
    #expect(found["n_control"] == .integer(40) && found["n_variant"] == .integer(40))
    let numbers = [
      "value_control": 0.5, "value_variant": 0.75, "estimate": 0.25, "level": 0.9, "alpha": 0.1, "null_value": 0,
    ]
    for (name, number) in numbers { #expect(found[name] == .number(number), "\(name)") }
    for name in [
      "segment", "segment_value", "look", "df", "p_adjusted", "ci_low_adjusted", "variance_reduction", "design_effect",
      "reason",
    ] {
      #expect(found[name] == .missing, "\(name)")
    }
    #expect(found["ci_low"] == row.interval.map { .number($0.lower) })
    #expect(found["ci_high"] == row.interval.map { .number($0.upper) })
    #expect(found["p_value"] == row.pValue.map { .number($0) } && found["p_value"] != .missing)
  }

  @Test func anOpenEndIsInfinite() async throws {
    let row = try #require(try await analysis(sold: [0, 9]).row("sale", .relative))
    #expect(values(row)["ci_high"] == .number(.infinity))
    #expect(values(row)["warnings"] != .text("") && row.warnings.contains(.openAbove))
  }

  @Test func whatIsRefusedNamesItsReason() async throws {
    let row = try #require(try await analysis(sold: [0, 0]).row("sale", .oddsRatio))
    let found = values(row)
    #expect(found["status"] == .text(row.status?.rawValue ?? "ok") && row.status != nil)
    #expect(found["verdict"] == .missing && found["p_value"] == .missing && found["reason"] != .missing)
  }

  /// The leading scale, other methods, the other scales, the metric's own question.
  @Test func rowsOfAComparisonStandTogether() async throws {
    let rows = try await analysis(#", "margin": "5pp""#, sold: [2, 9]).rows
    #expect(rows.map(\.estimand) == [.absolute, .absolute, .relative, .oddsRatio, .absolute])
    #expect(rows.map(\.isCompanion) == [false, true, false, false, false])
    #expect(rows.map(\.isLeading) == [true, true, false, false, true])
    #expect(rows.map(\.hypothesis) == [.superiority, .superiority, .superiority, .superiority, .nonInferiority])
    #expect(rows.map(\.method).dropFirst().first == "barnard")
  }

  @Test func metricsComeInTheOrderOfTheSpec() async throws {
    let found = try await SmallSpec {
      $0.variants = #"[{ "name": "a" }, { "name": "old", "control": true }, { "name": "b" }]"#
      $0.metrics = """
        [{ "name": "second", "type": "mean", "column": "sold", "role": "secondary" },
         { "name": "first", "type": "mean", "column": "sold", "role": "primary" }]
        """
    }.analysis([20, 30, 25].map { ["sold": .ones($0, of: 40)] })
    #expect(found.results.metrics.map(\.metric.name) == ["second", "first"])
    #expect(
      found.rows.filter(\.isLeading).map { "\($0.metric) \($0.control) \($0.variant)" } == [
        "second old a", "second old b", "first old a", "first old b",
      ])
    #expect(found.verdicts.map(\.variant) == ["a", "b"] && found.verdicts[0].metric?.name == "first")
  }
}
