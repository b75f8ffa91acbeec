/// The mean time without the event up to a horizon: the area under the survival curve.
///
/// It needs no proportional hazards, and its difference reads as time gained within the horizon. The variance is
/// Σ A_j² d_j/(Y_j(Y_j − d_j)) with the area A_j that is left after t_j.
///
/// - Note: P. Royston, M. K. B. Parmar (2013), *BMC Medical Research Methodology* 13, 152;
///   Methods/time-to-event, "Restricted mean".
package struct RestrictedMean: Sendable, Equatable {
  package let horizon: Double
  /// μ with its variance, read as normal.
  package let value: ArmValue
  package let units: Int

  /// - Throws: `emptyArm`; `identifiability` for a horizon that is not positive or beyond the last time a row was seen at.
  package init(_ table: EventTable, horizon: Double) throws(NotEstimable) {
    try self.init(try KaplanMeier(table), horizon: horizon)
  }

  package init(_ curve: KaplanMeier, horizon: Double) throws(NotEstimable) {
    guard horizon > 0, horizon <= curve.lastTime else { throw .identifiability }
    self.horizon = horizon
    units = curve.count
    let areas = curve.areas(horizon: horizon)
    let variance = zip(curve.steps, areas.afterSteps).reduce(0.0) { sum, part in
      let (y, d) = (Double(part.0.atRisk), Double(part.0.events))
      return y > d ? sum + part.1 * part.1 * d / (y * (y - d)) : sum
    }
    guard areas.total.isFinite, variance.isFinite else { throw .numericallyUnreliable }
    value = ArmValue(value: areas.total, variance: variance, degreesOfFreedom: .infinity)
  }

  /// The last horizon that every variant was watched to.
  package static func latestHorizon(_ tables: [EventTable]) -> Double? {
    let last = tables.compactMap { try? KaplanMeier($0).lastTime }
    return last.count == tables.count ? last.min() : nil
  }
}

extension KaplanMeier {
  /// ∫ S from 0, and from each step, to the horizon; 0 for steps that are not before it.
  func areas(horizon: Double) -> (total: Double, afterSteps: [Double]) {
    var after = [Double](repeating: 0, count: steps.count)
    var (area, end) = (0.0, horizon)
    for index in steps.indices.reversed() where steps[index].time < horizon {
      area += steps[index].survival * (end - steps[index].time)
      (after[index], end) = (area, steps[index].time)
    }
    return (area + end, after)
  }
}
