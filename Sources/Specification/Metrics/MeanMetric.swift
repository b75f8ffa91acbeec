package import Diagnostics
package import Statistics

/// The mean of a number over the units, such as revenue per visitor.
package struct MeanMetric: Metric {
  package static let type = "mean"
  package static let summary = "the mean of a number over the units"
  package static let keys: [KeyRule] = [
    .required("column", "the column with the number of each unit"),
    .planned("fact", "the fact whose events are aggregated"),
    .planned("value", "an expression for the number of each event"),
    .planned("aggregate", "how the events of a unit become one number"),
    .planned("log", "whether the logarithm is analyzed"),
  ]

  package let column: Positioned<String>

  package init?(_ object: ObjectReader) {
    guard let column = object.value("column")?.label() else { return nil }
    self.column = column
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, column, .number)] }
  package var functional: Functional { .mean }
  package var estimator: any Estimator { DeltaMethod(.mean) }
  package var estimands: [Estimand] { [.absolute, .relative] }
}
