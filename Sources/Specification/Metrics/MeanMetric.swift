internal import Diagnostics
package import Statistics
package import Terms

/// The mean of a number over the units, such as revenue per visitor, or of its logarithm.
///
/// The difference of two mean logarithms is the logarithm of the ratio of geometric means: exp(difference) − 1 is the lift
/// of the geometric mean. A lift of the mean logarithm itself would depend on the unit of the number, so there is none.
package struct MeanMetric: Metric {
  package static let type = "mean"
  package static let summary = "the mean of a number over the units"
  package static let keys: [KeyRule] =
    [
      .optional("column", "the column with the number of each unit"),
      .optional("fact", "the fact whose events are aggregated"),
      .optional("value", "an expression for the number of each event, or of each unit if there is no fact"),
      .optional("aggregate", "how the events of a unit become one number"),
      .optional("join", "the attributes (and \"day\") whose units share what is known only for many of them"),
      .optional("discount", "the rate per year by which later events are worth less, such as \"10%\""),
      .optional("log", "whether the logarithm is analyzed"),
    ] + SummedColumns.keys

  /// What each unit has; of sums the column with them.
  package let value: UnitValue
  package let isLogarithm: Bool
  /// Set for rows of aggregates.
  private let sums: SummedColumns?

  package init?(_ object: ObjectReader) {
    guard !SummedColumns.areMentioned(in: object) else {
      let others = ["column", "fact", "value", "aggregate", "join", "discount", "log"]
      guard let sums = SummedColumns(object, without: others) else { return nil }
      (value, isLogarithm, self.sums) = (.column(sums.sum), false, sums)
      return
    }
    sums = nil
    let (value, log) = (object.unitValue(), object.value("log")?.flag())
    guard let value else { return nil }
    self.value = value
    isLogarithm = log?.value ?? false
  }

  package var terms: [MetricTerm] {
    sums?.terms ?? [MetricTerm(.outcome, value, .number, isLogarithm ? .logarithm : .any)]
  }
  package var aggregateForm: AggregateForm? { sums?.form }
  package var needsAggregates: Bool { sums != nil }
  package var inWords: String? {
    guard isLogarithm else { return value.inWords }
    return switch value {
    case .column: "the natural logarithm of \(value.name)"
    case .expression, .fact: "the natural logarithm of: \(value.name)"
    }
  }
  package var undefinedCap: (message: String, remedy: String)? {
    isLogarithm ? ("\"cap\" and \"log\" cannot be combined: each limits large values", "keep one of them") : nil
  }
  package func undefined(in setting: MetricSetting) -> [Undefined] {
    guard isLogarithm, setting.rows == .events else { return [] }
    return [
      Undefined(
        .notSupportedYet, at: setting.name.place,
        "the logarithm of a unit's total, in \(quoted(setting.name.value)), is not supported yet",
        remedy: "sum the events to units first, or leave \"log\" out")
    ]
  }
  package func undefined(on scale: Estimand) -> UndefinedScale? {
    guard isLogarithm, scale == .relative else { return nil }
    return UndefinedScale(
      code: .unsuitableLogarithm, claimCode: .unsuitableLogarithm, subject: "a mean logarithm",
      amountRemedy: "write a difference of logarithms: 0.0488 is ln(1.05), 5 % of the geometric mean",
      claimRemedy: "leave it out: the report shows the lift of the geometric mean")
  }
  /// Without squares the mean is a ratio of totals.
  package var functional: Functional { aggregateForm == .totals ? .ratio : .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod { setting.method(functional) }
  package var estimands: [Estimand] { isLogarithm ? [.absolute] : [.absolute, .relative] }
}
