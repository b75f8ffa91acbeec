/// The share of units without the event by a time, where some units are not watched to the end.
///
/// S(t) = Π_{t_j ≤ t} (1 − d_j/Y_j), constant between events.
///
/// - Note: E. L. Kaplan, P. Meier (1958), *JASA* 53, 457-481; Methods/time-to-event, "Survival curve".
package struct KaplanMeier: Sendable, Equatable {
  /// A time at which events happened.
  package struct Step: Sendable, Equatable {
    package let time: Double
    package let atRisk: Int
    package let events: Int
    /// S at this time and until the next step.
    package let survival: Double
    /// Σ d/(Y(Y − d)) up to this time, without terms where the event happened to all.
    package let hazardVariance: Double
  }

  /// Ascending in time.
  package let steps: [Step]
  package let count: Int
  /// Beyond this nothing is known; infinite where the event happened to all, for then the curve stays at 0.
  package let lastTime: Double

  /// - Throws: `emptyArm` without rows.
  package init(_ table: EventTable) throws(NotEstimable) {
    guard let last = table.lastTime else { throw .emptyArm }
    count = table.count
    var (steps, survival, variance): ([Step], Double, Double) = ([], 1, 0)
    for (entry, atRisk) in zip(table.entries, table.atRisk) where entry.events > 0 {
      let (d, y) = (Double(entry.events), Double(atRisk))
      survival *= (y - d) / y
      if y > d { variance += d / (y * (y - d)) }
      steps.append(
        Step(
          time: entry.time, atRisk: atRisk, events: entry.events, survival: survival, hazardVariance: variance))
    }
    self.steps = steps
    lastTime = survival > 0 ? last : .infinity
  }

  /// S(t) with Greenwood's variance.
  ///
  /// - Throws: `identifiability` for a time beyond the last that a row was seen at.
  package func survival(at time: Double) throws(NotEstimable) -> SurvivalProbability {
    guard time >= 0, time <= lastTime else { throw .identifiability }
    let step = steps.last { $0.time <= time }
    return SurvivalProbability(
      value: step?.survival ?? 1, hazardVariance: step?.hazardVariance ?? 0, units: count)
  }
}
