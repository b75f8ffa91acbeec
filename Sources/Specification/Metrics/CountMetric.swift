package import Diagnostics
package import Statistics

/// A count per unit, such as orders per visitor, or its rate per exposure, such as failures per hour of use.
///
/// Events of one unit are rarely independent, so the variance is the one that the units show: a Poisson variance, which
/// equals the mean, is never assumed (`methods.md` 4.3).
package struct CountMetric: Metric {
  package static let type = "count"
  package static let summary = "a count per unit, or its rate per exposure"
  package static let keys: [KeyRule] = [
    .required("column", "the column with the count of each unit"),
    .planned("fact", "the fact whose events are counted"),
    .optional("per", "the column with the exposure of each unit, such as its hours of use"),
  ]

  package let column: Positioned<String>
  /// What a rate is divided by; nil for a count per unit.
  package let exposure: Positioned<String>?

  package init?(_ object: ObjectReader) {
    let (column, exposure) = (object.value("column")?.label(), object.value("per")?.label())
    guard let column else { return nil }
    if let exposure, exposure.value == column.value {
      object.faults.error(
        .unsuitableExposure, at: exposure.place, "\(quoted(column.value)) is counted and divided by itself",
        remedy: "name the column with the exposure in \"per\", or leave it out for a count per unit")
      return nil
    }
    self.column = column
    self.exposure = exposure
  }

  package var terms: [MetricTerm] {
    guard let exposure else { return [MetricTerm(.outcome, column, .number, .nonNegative)] }
    return [
      MetricTerm(.numerator, column, .number, .nonNegative), MetricTerm(.denominator, exposure, .number, .nonNegative),
    ]
  }
  package var takesCap: Bool { true }
  package var countsEvents: Bool { true }
  package var functional: Functional { exposure == nil ? .mean : .ratio }
  package var estimator: any Estimator { DeltaMethod(functional) }
  package var estimands: [Estimand] { [.absolute, .relative] }
}
