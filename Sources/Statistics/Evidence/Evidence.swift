/// The facts behind one Z(r, δ): every test, interval and correction of a comparison asks these and nothing else.
package enum Evidence: Sendable, Equatable {
  case normal(NormalEvidence)
  case scoreCounts(ScoreCounts)
  case woodruff(WoodruffEvidence)
  /// Two points of one curve: their ratio is read on the logarithm, also for the p-value of no difference.
  case curve(NormalEvidence)
  /// Knows its own distribution; p-values are asked of it on a scale (`Estimate.test`).
  case replicates(ReplicateEvidence)
}

extension Evidence {
  /// Z at a null value, and the degrees of freedom that it is read with (infinite for a normal statistic).
  ///
  /// - Throws: `boundary` for an odds ratio of probabilities that have no odds; `noVariation` and `numericallyUnreliable`
  ///   where the contrast has no variance or overflows.
  package func statistic(_ null: NullValue) throws(NotEstimable) -> (z: Double, degreesOfFreedom: Double) {
    switch (self, null) {
    case (.scoreCounts(let counts), _):
      return (counts.statistic(null), .infinity)
    case (.woodruff(let evidence), .linear(let r, let delta)):
      return (try evidence.statistic(r: r, delta: delta), .infinity)
    case (.woodruff, .oddsRatio): throw .boundary
    case (.replicates(let evidence), _): return (try evidence.statistic(null), .infinity)
    case (.curve(let evidence), .linear(let r, let delta)):
      guard r != 1, delta == 0 else { return try Evidence.normal(evidence).statistic(null) }
      let ratio = try LogRatio(evidence)
      guard r > 0 else { throw .liftUndefined }
      return (ratio.statistic(r), ratio.degreesOfFreedom)
    case (.curve(let evidence), .oddsRatio): return try Evidence.normal(evidence).statistic(null)
    case (.normal(let evidence), .linear(let r, let delta)):
      guard evidence.variance(r: r) > 0 else { throw .noVariation }
      let z = evidence.statistic(r: r, delta: delta)
      guard z.isFinite else { throw .numericallyUnreliable }
      return (z, evidence.degreesOfFreedom(r: r))
    case (.normal(let evidence), .oddsRatio(let omega)):
      let odds = try LogOddsRatio(evidence)
      return (odds.statistic(omega), odds.degreesOfFreedom)
    }
  }

  /// The same for the interval of a scale: along a curve, no difference has another statistic as a ratio than as a
  /// difference.
  func statistic(_ null: NullValue, on estimand: Estimand) throws(NotEstimable) -> (z: Double, degreesOfFreedom: Double)
  {
    guard case .curve(let evidence) = self, estimand == .relative, null == .noDifference else {
      return try statistic(null)
    }
    let ratio = try LogRatio(evidence)
    return (ratio.statistic(1), ratio.degreesOfFreedom)
  }

  /// The null values on a scale that are not rejected at `threshold`, both sides.
  ///
  /// On the relative scale these are lifts: (θ₁ − θ₀)/|θ₀|.
  package func interval(on estimand: Estimand, _ threshold: Threshold) throws(NotEstimable) -> Interval {
    switch (self, estimand) {
    case (.replicates(let evidence), _): return try evidence.interval(on: estimand, threshold)
    case (.scoreCounts(let counts), .absolute):
      return ScoreInterval(counts: counts, threshold: threshold).difference()
    case (.scoreCounts(let counts), .relative):
      let ratio = try ScoreInterval(counts: counts, threshold: threshold).ratio()
      return Interval(ratio.lower - 1, ratio.upper - 1)
    case (.scoreCounts(let counts), .oddsRatio):
      return try ScoreInterval(counts: counts, threshold: threshold).oddsRatio()
    case (.woodruff(let evidence), .absolute):
      return try evidence.difference(threshold.criticalValue(degreesOfFreedom: .infinity))
    case (.woodruff(let evidence), .relative):
      let ratio = try evidence.ratio(threshold.criticalValue(degreesOfFreedom: .infinity))
      return evidence.control.value > 0
        ? try Interval(from: ratio.lower - 1, to: ratio.upper - 1)
        : try Interval(from: 1 - ratio.upper, to: 1 - ratio.lower)
    case (.woodruff, .oddsRatio): throw .boundary
    case (.curve(let evidence), .relative):
      let ratio = try LogRatio(evidence).interval(threshold)
      return try Interval(from: ratio.lower - 1, to: ratio.upper - 1)
    case (.curve(let evidence), _): return try Evidence.normal(evidence).interval(on: estimand, threshold)
    case (.normal(let evidence), .absolute):
      guard evidence.variance(r: 1) > 0 else { throw .noVariation }
      let c = threshold.criticalValue(degreesOfFreedom: evidence.degreesOfFreedom(r: 1))
      let (center, half) = (evidence.variant.value - evidence.control.value, c * evidence.variance(r: 1).squareRoot())
      return try Interval(from: center - half, to: center + half)
    case (.normal(let evidence), .relative):
      let ratio = try FiellerInterval(evidence: evidence, threshold: threshold).limits()
      return evidence.control.value > 0
        ? try Interval(from: ratio.lower - 1, to: ratio.upper - 1)
        : try Interval(from: 1 - ratio.upper, to: 1 - ratio.lower)
    case (.normal(let evidence), .oddsRatio):
      return try LogOddsRatio(evidence).interval(threshold)
    }
  }
}
