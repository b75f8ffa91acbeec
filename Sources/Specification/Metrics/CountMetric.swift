package import Diagnostics
package import Statistics
package import Terms

/// A count per unit, such as orders per visitor, or its rate per exposure, such as failures per hour of use.
///
/// Events of one unit are rarely independent, so the variance is the one that the units show: a Poisson variance, which
/// equals the mean, is never assumed (Methods/means-and-counts, "Counts and rates").
package struct CountMetric: Metric {
  package static let type = "count"
  package static let summary = "a count per unit, or its rate per exposure"
  package static let keys: [KeyRule] = [
    .optional("column", "the column with the count of each unit"),
    .optional("fact", "the fact whose events are counted"),
    .optional("per", "the column with the exposure of each unit, such as its hours of use"),
  ]

  package let value: UnitValue
  /// What a rate is divided by; nil for a count per unit.
  package let exposure: Positioned<String>?

  package init?(_ object: ObjectReader) {
    let (value, exposure) = (object.unitValue(always: .count), object.value("per")?.label())
    guard let value else { return nil }
    if let exposure, case .column(let column) = value, exposure.value == column.value {
      object.faults.error(
        .unsuitableExposure, at: exposure.place, "\(quoted(column.value)) is divided by itself",
        remedy: "name another column with the exposure in \"per\", or leave \"per\" out for a count per unit")
      return nil
    }
    self.value = value
    self.exposure = exposure
  }

  package var terms: [MetricTerm] {
    guard let exposure else { return [MetricTerm(.outcome, value, .number, .nonNegative)] }
    return [
      MetricTerm(.numerator, value, .number, .nonNegative), MetricTerm(.denominator, exposure, .number, .nonNegative),
    ]
  }
  package var inWords: String? { value.inWords }
  package var undefinedCap: (message: String, remedy: String)? { nil }
  package var functional: Functional { exposure == nil ? .mean : .ratio }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod { setting.method(functional) }
  package var estimands: [Estimand] { [.absolute, .relative] }
}
