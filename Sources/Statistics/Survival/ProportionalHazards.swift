internal import Distributions

/// Is the ratio of two hazards the same at every time? The Schoenfeld residuals, scaled by their variances, against the rank of
/// time.
///
/// It is the score test that θ = 0 where ln HR(t) = β + θ·g(t), with g the average rank of an event's time among all events with
/// both variants at risk: U = Σ (g − ḡ)·u over the residuals u = d₁ − E(d₁), V = Σ (g − ḡ)²·v with their variances v, and ḡ the
/// mean of g weighted by v. χ² = U²/V has one degree of freedom.
///
/// - Note: P. M. Grambsch, T. M. Therneau (1994), *Biometrika* 81, 515-526; Methods/time-to-event, "Proportional hazards".
package struct ProportionalHazards: Sendable, Equatable {
  /// Below this p-value one ratio is not what the hazards have.
  package static let threshold = 0.05

  /// χ².
  package let statistic: Double
  package let pValue: Double
  /// Whether the hazard of the variant, relative to the control's, rises with time.
  package let rises: Bool

  /// Whether the data speak against one ratio at all times.
  package var isRejected: Bool { pValue < Self.threshold }

  /// - Throws: what `CoxRegression` throws; `tooFew` where events happened at one time only.
  package init(strata: [(control: EventTable, variant: EventTable)]) throws(NotEstimable) {
    let beta = try CoxRegression(strata: strata).logHazardRatio
    let residuals = try CoxScore(strata: strata).residuals(at: beta)
    let ranks = Self.averageRanks(residuals)
    let information = residuals.reduce(0) { $0 + $1.variance }
    let middle = zip(ranks, residuals).reduce(0) { $0 + $1.0 * $1.1.variance } / information
    let spread = zip(ranks, residuals).reduce(0) { $0 + ($1.0 - middle) * ($1.0 - middle) * $1.1.variance }
    let score = zip(ranks, residuals).reduce(0) { $0 + ($1.0 - middle) * $1.1.value }
    guard spread > 0 else { throw .tooFew }
    statistic = score * score / spread
    guard statistic.isFinite else { throw .numericallyUnreliable }
    pValue = ChiSquared(degreesOfFreedom: 1).upperTail(statistic)
    rises = score > 0
  }

  /// The average rank of each time, every event having a rank of its own; strata share the order of time.
  private static func averageRanks(_ residuals: [CoxScore.Residual]) -> [Double] {
    var ranks = [Double](repeating: 0, count: residuals.count)
    let order = residuals.indices.sorted { residuals[$0].time < residuals[$1].time }
    var (start, before) = (0, 0)
    while start < order.count {
      var end = start
      var events = 0
      while end < order.count, residuals[order[end]].time == residuals[order[start]].time {
        events += residuals[order[end]].events
        end += 1
      }
      for place in start..<end { ranks[order[place]] = Double(before) + Double(events + 1) / 2 }
      (before, start) = (before + events, end)
    }
    return ranks
  }
}
