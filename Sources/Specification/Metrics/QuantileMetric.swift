import Diagnostics
package import Statistics
package import Terms

/// A quantile of a number, such as the 95th percentile of the load time: over units, or over the events of units.
package struct QuantileMetric: Metric {
  package static let type = "quantile"
  package static let summary = "the value that a given share of values does not exceed"
  package static let keys: [KeyRule] = [
    .required("q", "the share of values at or below the quantile, such as 0.95"),
    .optional("column", "the column with the number of each row"),
    .optional("fact", "the fact whose events are compared, or made into one number per unit"),
    .optional("value", "an expression for the number of each event"),
    .optional("aggregate", "how the events of a unit become one number; without it each event is a value"),
  ]
  package static let tests: [MetricTest] = [.auto]

  /// p, between 0 and 1.
  package let probability: Double
  package let value: UnitValue

  package init?(_ object: ObjectReader) {
    let probability = object.value("q")?.number(
      "greater than 0 and less than 1", remedy: "write for example 0.95 for the 95th percentile",
      where: { $0 > 0 && $0 < 1 })
    let isOfEvents = object.mentions("fact") && !object.mentions("aggregate")
    let value = isOfEvents ? object.eventTerm().map(UnitValue.fact) : object.unitValue()
    if case .expression(let expression) = value {
      object.faults.error(
        .notSupportedYet, at: expression.place, "a quantile of an expression over columns is not supported yet",
        remedy: "name the fact whose events are aggregated, or use a column")
      return nil
    }
    guard let probability, let value else { return nil }
    self.probability = probability.value
    self.value = value
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, value, quantile: probability)] }
  package var inWords: String? { value.inWords }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod {
    .quantiles(WoodruffMover(probability: probability, settings: setting.settings, tail: (1 - setting.level) / 2))
  }
  package func rows(_ setting: ComparisonSetting) -> RowDemand { .none }
  package static let segments = SegmentDemand.passes
  package var estimands: [Estimand] { [.absolute, .relative] }
  package func undefined(in setting: MetricSetting) -> [Undefined] {
    guard setting.hasPhases else { return [] }
    return [
      Undefined(
        .unsuitableTest, at: setting.name.place,
        "\(setting.metric) is a quantile of all units together, whose phases have different shares in the variants",
        remedy: "analyze one phase with \"start\" and \"end\" instead of \"phases\", or use a mean of the same values")
    ]
  }
}
