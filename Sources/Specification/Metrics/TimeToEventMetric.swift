import Diagnostics
package import Statistics
package import Terms

/// The time to a unit's first event of a fact, where some units are not watched to the end.
///
/// A unit without the event is censored at the horizon, or at the end of the data where that comes first. What is measured
/// is the time without the event: more of it is an `increase` (Methods/time-to-event).
package struct TimeToEventMetric: Metric {
  package static let type = "time-to-event"
  package static let summary = "the time to the first event of a fact, with units that are not followed to the end"
  package static let keys: [KeyRule] = [
    .required("fact", "the fact whose first event ends the time"),
    .required("horizon", "how long each unit is followed from exposure, such as \"28d\""),
    .optional("estimand", "the mean time, the share without the event, or the hazard ratio"),
  ]
  package static let tests: [MetricTest] = [.auto]

  package let time: TimeToEvent

  package init?(_ object: ObjectReader) {
    let fact = object.value("fact")?.label()
    let horizon = object.value("horizon")?.timeSpan()?.value
    let condition = object.stated("where") { $0.expression(as: .truth) }
    let quantity =
      object.mentions("estimand") ? object.word("estimand", Vocabularies.survivalQuantity)?.value : .restrictedMean
    guard !condition.isFaulty, let fact, let quantity, let horizon else { return nil }
    let window = FactWindow(after: .zero, within: horizon, isCalendar: false)
    time = TimeToEvent(
      term: FactTerm(fact, .earliest, where: condition.value, window), horizon: horizon, quantity: quantity)
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, time)] }
  package var inWords: String? { time.inWords }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod {
    guard let quantity = time.ofCurve else { return .hazards(HazardComparison()) }
    return .curves(SurvivalComparison(quantity, settings: setting.settings, isAdjusted: setting.isAdjusted))
  }
  package func rows(_ setting: ComparisonSetting) -> RowDemand { .none }
  package static let segments = SegmentDemand.passes
  package var estimands: [Estimand] {
    switch time.quantity {
    case .restrictedMean: [.absolute, .relative]
    case .survival: [.absolute, .relative, .oddsRatio]
    case .hazardRatio: [.relative]
    }
  }
  package var isProbability: Bool { time.quantity == .survival }
  package static let windowKey: (key: String, bounds: String)? = ("horizon", "time")

  package func undefined(on scale: Estimand) -> UndefinedScale? {
    guard scale == .absolute, time.quantity == .hazardRatio else { return nil }
    return UndefinedScale(
      code: .invalidAmount, claimCode: .unsuitableTest, subject: "a hazard ratio",
      amountRemedy: "write \"10%\" for a ratio of 1.1 or 0.9",
      claimRemedy: "")
  }

  /// A hazard ratio is one number of two whole variants, whose units stand for themselves.
  package func undefined(in setting: MetricSetting) -> [Undefined] {
    guard time.quantity == .hazardRatio else { return [] }
    let covariates = setting.covariate.map { place in
      Undefined(
        .unsuitableCovariate, at: place,
        "\(setting.metric) is a hazard ratio, which covariates would turn into another quantity",
        remedy: "leave \"covariates\" out, or write the estimand \"rmst\", which supports them")
    }
    let clusters = setting.cluster.map { cluster in
      Undefined(
        .unsuitableRows, at: setting.name.place,
        "\(setting.metric) is a hazard ratio of units, but the rows of analysis are the clusters \(quoted(cluster.value))",
        remedy: "write the estimand \"rmst\" or \"survival\", which support clusters")
    }
    return [covariates, clusters].compactMap(\.self)
  }
}
