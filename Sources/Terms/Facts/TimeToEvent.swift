import Diagnostics
package import Statistics

/// The time from a unit's exposure to its first event of a fact, watched up to a horizon.
package struct TimeToEvent: Sendable, Hashable {
  /// What a comparison of such times is about.
  package enum Quantity: String, Sendable, CaseIterable {
    /// The mean time without the event up to the horizon.
    case restrictedMean = "rmst"
    /// The share of units without the event at the horizon.
    case survival
    /// How often the event happens to units without it, relative to the control.
    case hazardRatio = "hazard-ratio"
  }

  /// Whether the event happened by the horizon, and when it first did.
  package let term: FactTerm
  package let horizon: TimeSpan
  package let quantity: Quantity

  package init(term: FactTerm, horizon: TimeSpan, quantity: Quantity) {
    (self.term, self.horizon, self.quantity) = (term, horizon, quantity)
  }

  /// The unit in which times are counted: the one that the horizon is written in, weeks as days.
  package var unit: TimeUnit { horizon.unit == .weeks ? .days : horizon.unit }

  /// A time in that unit.
  package func time(microseconds: Int64) -> Double { Double(microseconds) / Double(unit.microseconds) }

  /// The horizon in that unit.
  package var end: Double { time(microseconds: horizon.microseconds) }

  /// What is asked of a survival curve; nil for a hazard ratio, which is no property of one curve.
  package var ofCurve: SurvivalQuantity? {
    switch quantity {
    case .restrictedMean: .restrictedMean(horizon: end)
    case .survival: .survival(time: end)
    case .hazardRatio: nil
    }
  }

  package var inWords: String {
    let events = "event of \(term.fact.value)" + (term.condition.map { " where \($0.text.text)" } ?? "")
    return switch quantity {
    case .restrictedMean: "mean \(unit.name) without an \(events), within \(horizon.text) of exposure"
    case .survival: "share without an \(events) at \(horizon.text) after exposure"
    case .hazardRatio: "hazard of an \(events) within \(horizon.text) of exposure, relative to the control"
    }
  }
}
