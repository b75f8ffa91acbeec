package import Diagnostics
package import Statistics

/// The share of units for which something is true, such as a conversion rate.
package struct ProportionMetric: Metric {
  package static let type = "proportion"
  package static let summary = "the share of units for which a column is true"
  package static let keys: [KeyRule] = [
    .required("column", "the column with 0 and 1, true and false, or yes and no"),
    .planned("fact", "the fact of which any event counts"),
    .planned("value", "an expression that is compared with a threshold"),
    .planned("above", "the threshold that the value must exceed"),
    .planned("below", "the threshold that the value must fall short of"),
    .planned("successes", "the column with the number of successes, on aggregates"),
    .planned("trials", "the column with the number of trials, on aggregates"),
  ]
  package static let tests: [MetricTest] = [.auto, .score]

  package let column: Positioned<String>

  package init?(_ object: ObjectReader) {
    guard let column = object.value("column")?.label() else { return nil }
    self.column = column
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, column, .truth)] }
  package var functional: Functional { .mean }
  package var estimator: any Estimator { MiettinenNurminen() }
  package var estimands: [Estimand] { [.absolute, .relative, .oddsRatio] }
  package var isProbability: Bool { true }
}
