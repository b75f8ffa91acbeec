import Diagnostics
package import Statistics

/// The time to a unit's first event of a fact, where some units are not watched to the end.
///
/// A unit without the event is censored at the horizon, or at the end of the data where that comes first. What is measured
/// is the time without the event: more of it is an `increase` (`methods.md` 4.9).
package struct TimeToEventMetric: Metric {
  package static let type = "time-to-event"
  package static let summary = "the time to the first event of a fact, with units that are not watched to the end"
  package static let keys: [KeyRule] = [
    .required("fact", "the fact whose first event ends the time"),
    .required("horizon", "how long each unit is watched from exposure, such as \"28d\""),
    .optional("estimand", "the mean time, the share without the event, or the hazard ratio"),
  ]
  package static let tests: [MetricTest] = [.auto]

  package let time: TimeToEvent

  package init?(_ object: ObjectReader) {
    let fact = object.value("fact")?.label()
    let horizon = object.value("horizon").map { $0.timeSpan()?.value }
    let condition = object.value("where").map { $0.expression(as: .truth) }
    let quantity =
      object.mentions("estimand") ? object.word("estimand", Vocabularies.survivalQuantity)?.value : .restrictedMean
    // A key that is there and faulty has been reported; one that is absent is no fault.
    if case .some(.none) = condition { return nil }
    guard let fact, let quantity, case .some(.some(let horizon)) = horizon else { return nil }
    let window = FactWindow(after: .zero, within: horizon, isCalendar: false)
    time = TimeToEvent(
      term: FactTerm(fact, .earliest, where: condition ?? nil, window), horizon: horizon, quantity: quantity)
  }

  package var terms: [MetricTerm] { [MetricTerm(.outcome, time)] }
  package var reading: String? { time.reading }
  package var functional: Functional { .mean }
  package var estimator: any Estimator {
    time.ofCurve.map { SurvivalComparison($0) } ?? HazardComparison()
  }
  package var estimands: [Estimand] {
    switch time.quantity {
    case .restrictedMean: [.absolute, .relative]
    case .survival: [.absolute, .relative, .oddsRatio]
    case .hazardRatio: [.relative]
    }
  }
  package var isProbability: Bool { time.quantity == .survival }
  package var timeToEvent: TimeToEvent? { time }
  package var windowKey: String? { "horizon" }
}
