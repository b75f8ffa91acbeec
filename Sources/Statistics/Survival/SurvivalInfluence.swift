/// What each row adds to the error of a Kaplan-Meier estimate, as a function of its time and whether the event happened.
///
/// The values of a variant have the mean 0, and Σψ²/n² is Greenwood's variance exactly, ties included. As an outcome of
/// their own they make covariates, strata and clusters possible (Methods/time-to-event, "Influence values").
package struct SurvivalInfluence: Sendable, Equatable {
  private struct Step: Equatable {
    let time: Double
    /// A·n/(Y − d), 0 where the event happened to all.
    let ofEvent: Double
    /// Σ A n d/(Y(Y − d)) up to this time.
    let ofRisk: Double
  }

  private let steps: [Step]
  private let end: Double

  /// The influence on the restricted mean.
  ///
  /// - Throws: as `RestrictedMean.init`.
  package init(restrictedMean horizon: Double, _ table: EventTable) throws(NotEstimable) {
    let curve = try KaplanMeier(table)
    guard horizon > 0, horizon <= curve.lastTime else { throw .identifiability }
    self.init(curve, weights: curve.areas(horizon: horizon).afterSteps, end: horizon)
  }

  /// The influence on S(t).
  ///
  /// - Throws: as `KaplanMeier.survival`.
  package init(survivalAt time: Double, _ table: EventTable) throws(NotEstimable) {
    let curve = try KaplanMeier(table)
    let value = try curve.survival(at: time).value
    self.init(curve, weights: curve.steps.map { _ in value }, end: time)
  }

  private init(_ curve: KaplanMeier, weights: [Double], end: Double) {
    let n = Double(curve.count)
    var (steps, sum): ([Step], Double) = ([], 0)
    for (step, weight) in zip(curve.steps, weights) where step.time <= end {
      let (y, d) = (Double(step.atRisk), Double(step.events))
      // Where nobody is left the term is 0, as in the variance.
      let ofEvent = y > d ? weight * n / (y - d) : 0
      sum += ofEvent * d / y
      steps.append(Step(time: step.time, ofEvent: ofEvent, ofRisk: sum))
    }
    self.steps = steps
    self.end = end
  }

  /// ψ of a row.
  package func value(time: Double, isEvent: Bool) -> Double {
    // The last step that is not after the row's time.
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let step = steps[low - 1]
    let ofEvent = isEvent && time <= end && step.time == time ? step.ofEvent : 0
    return step.ofRisk - ofEvent
  }
}
