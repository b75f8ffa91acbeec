import Diagnostics
package import Statistics

/// The mean of a number over the units, such as revenue per visitor, or of its logarithm.
///
/// The difference of two mean logarithms is the logarithm of the ratio of geometric means: exp(difference) − 1 is the lift
/// of the geometric mean. A lift of the mean logarithm itself would depend on the unit of the number, so there is none.
package struct MeanMetric: Metric {
  package static let type = "mean"
  package static let summary = "the mean of a number over the units"
  package static let keys: [KeyRule] = [
    .optional("column", "the column with the number of each unit"),
    .optional("fact", "the fact whose events are aggregated"),
    .optional("value", "an expression for the number of each event"),
    .optional("aggregate", "how the events of a unit become one number"),
    .optional("log", "whether the logarithm is analyzed"),
  ]

  package let value: UnitValue
  package let isLogarithm: Bool

  package init?(_ object: ObjectReader) {
    let (value, log) = (object.unitValue(), object.value("log")?.flag())
    guard let value else { return nil }
    self.value = value
    isLogarithm = log?.value ?? false
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, value, .number, isLogarithm ? .logarithm : .any)] }
  package var reading: String? {
    guard isLogarithm else { return value.reading }
    return switch value {
    case .column(let column): "the natural logarithm of \(quoted(column.value))"
    case .fact(let term): "the natural logarithm of: \(term.reading)"
    }
  }
  package var takesCap: Bool { !isLogarithm }
  package var functional: Functional { .mean }
  package var estimator: any Estimator { DeltaMethod(.mean) }
  package var estimands: [Estimand] { isLogarithm ? [.absolute] : [.absolute, .relative] }
}
