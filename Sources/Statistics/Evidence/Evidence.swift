/// The facts behind one Z(r, δ): every test, interval and correction of a comparison asks these and nothing else.
package enum Evidence: Sendable, Equatable {
  case normal(NormalEvidence)
  /// Two means of skewed data.
  case pooledShape(PooledShapePivot)
  case scoreCounts(ScoreCounts)
  case woodruff(WoodruffEvidence)
  /// Brings its own distribution in the place of Student's.
  case replicates(ReplicateEvidence)
  /// Two doses of a curve of log odds.
  case doses(DoseEvidence)
  /// Answers whether there is a difference, by a distribution of its own.
  case difference(DifferenceEvidence)
}

extension Evidence {
  /// Z at a null value, and the degrees of freedom that it is read with (infinite for a normal statistic).
  ///
  /// - Parameter estimand: the scale of the interval that the statistic belongs to. It makes a difference to ratios that
  ///   are read on the logarithm, where no difference has another statistic as a ratio than as a difference, and to null values beside
  ///   "no difference" of the rare skewed data whose pivot turns back along a scale.
  /// - Throws: `boundary` for an odds ratio of probabilities that have no odds; `noVariation` and `numericallyUnreliable`
  ///   where the contrast has no variance or overflows.
  package func statistic(
    _ null: NullValue, on estimand: Estimand = .absolute
  ) throws(NotEstimable) -> (z: Double, degreesOfFreedom: Double) {
    switch (self, null) {
    case (.scoreCounts(let counts), _):
      return (counts.statistic(null), .infinity)
    case (.woodruff(let evidence), .linear(let r, let delta)):
      return (try evidence.statistic(r: r, delta: delta), .infinity)
    case (.woodruff, .oddsRatio): throw .boundary
    case (.difference(let evidence), _):
      guard null == .noDifference, let z = evidence.statistic else { throw .noInterval }
      return (z, .infinity)
    case (.replicates(let evidence), _): return (try evidence.statistic(null), .infinity)
    case (.doses(let evidence), _): return (try evidence.statistic(null), evidence.degreesOfFreedom)
    case (.pooledShape(let pivot), .linear(let r, let delta)):
      return try pivot.statistic(r: r, delta: delta, on: estimand)
    case (.pooledShape(let pivot), .oddsRatio(let omega)):
      // Shares of clusters: no difference is one question on every scale, and odds are read on their logarithm.
      guard omega != 1 else { return try pivot.statistic(r: 1, delta: 0, on: .absolute) }
      let odds = try LogOddsRatio(pivot.values)
      return (odds.statistic(omega), odds.degreesOfFreedom)
    case (.normal(let evidence), .linear(let r, let delta)):
      if evidence.ratioChart == .logarithm, delta == 0, r != 1 || estimand == .relative {
        let ratio = try LogRatio(evidence)
        guard r > 0 else { throw .liftUndefined }
        return (ratio.statistic(r), ratio.degreesOfFreedom)
      }
      guard evidence.variance(r: r) > 0 else { throw .noVariation }
      guard r == 1 || !evidence.losesRatios else { throw .numericallyUnreliable }
      let z = evidence.statistic(r: r, delta: delta)
      guard z.isFinite else { throw .numericallyUnreliable }
      return (z, evidence.degreesOfFreedom(r: r))
    case (.normal(let evidence), .oddsRatio(let omega)):
      let odds = try LogOddsRatio(evidence)
      return (odds.statistic(omega), odds.degreesOfFreedom)
    }
  }

  /// The test of a null value: the one door to a p-value, behind which a boundary reads the statistic.
  ///
  /// - Parameter estimand: as of `statistic`.
  /// - Throws: what `statistic` throws.
  package func test(
    _ null: NullValue, on estimand: Estimand, alternative: Alternative, _ boundary: any Boundary
  ) throws(NotEstimable) -> TestResult {
    if case .replicates(let evidence) = self {
      return try evidence.test(
        null, alternative: alternative, variance: variance(of: null, on: estimand), boundary)
    }
    if case .difference(let evidence) = self {
      guard null == .noDifference else { throw .noInterval }
      return TestResult(
        statistic: evidence.statistic, degreesOfFreedom: .infinity,
        pValue: try evidence.pValue(alternative, boundary))
    }
    let (z, degreesOfFreedom) = try statistic(null, on: estimand)
    let p = boundary.pValue(
      z, alternative, degreesOfFreedom: degreesOfFreedom, variance: variance(of: null, on: estimand))
    return TestResult(statistic: z, degreesOfFreedom: degreesOfFreedom, pValue: p)
  }

  /// The null values on a scale that `boundary` does not reject, both sides.
  ///
  /// On the relative scale these are lifts: (θ₁ − θ₀)/|θ₀|.
  package func interval(on estimand: Estimand, _ boundary: any Boundary) throws(NotEstimable) -> Interval {
    switch (self, estimand) {
    case (.replicates(let evidence), _):
      let interval = try ReplicateInterval(evidence, tail: boundary.tail(variance: variance(on: estimand)))
      return switch estimand {
      case .absolute: try interval.difference()
      case .relative: try evidence.observed.control.value.lift(try interval.ratio())
      case .oddsRatio: try interval.oddsRatio()
      }
    case (.difference(let evidence), _): return try evidence.interval(on: estimand, boundary)
    case (.doses(let evidence), _):
      return try evidence.interval(on: estimand, boundary, variance: variance(on: estimand))
    case (.scoreCounts(let counts), .absolute):
      return ScoreInterval(counts, on: estimand, boundary).difference()
    case (.scoreCounts(let counts), .relative):
      let ratio = try ScoreInterval(counts, on: estimand, boundary).ratio()
      return Interval(ratio.lower - 1, ratio.upper - 1)
    case (.scoreCounts(let counts), .oddsRatio):
      return try ScoreInterval(counts, on: estimand, boundary).oddsRatio()
    case (.woodruff(let evidence), .absolute):
      return try evidence.difference(
        boundary.criticalValue(degreesOfFreedom: .infinity, variance: variance(on: estimand)))
    case (.woodruff(let evidence), .relative):
      let ratio = try evidence.ratio(
        boundary.criticalValue(degreesOfFreedom: .infinity, variance: variance(on: estimand)))
      return try evidence.control.value.lift(ratio)
    case (.woodruff, .oddsRatio): throw .boundary
    case (.pooledShape(let pivot), .absolute): return try PivotInterval(pivot, on: estimand, boundary).difference()
    case (.pooledShape(let pivot), .relative):
      return try pivot.values.control.value.lift(try PivotInterval(pivot, on: estimand, boundary).ratio())
    case (.pooledShape(let pivot), .oddsRatio): return try LogOddsRatio(pivot.values).interval(boundary)
    case (.normal(let evidence), .absolute):
      guard evidence.variance(r: 1) > 0 else { throw .noVariation }
      let c = boundary.criticalValue(
        degreesOfFreedom: evidence.degreesOfFreedom(r: 1), variance: evidence.variance(r: 1))
      let (center, half) = (evidence.difference, c * evidence.variance(r: 1).squareRoot())
      return try Interval(from: center - half, to: center + half)
    case (.normal(let evidence), .relative):
      let ratio =
        switch evidence.ratioChart {
        case .contrast: try FiellerInterval(evidence, boundary).limits()
        case .logarithm: try LogRatio(evidence).interval(boundary)
        }
      return try evidence.control.value.lift(ratio)
    case (.normal(let evidence), .oddsRatio):
      return try LogOddsRatio(evidence).interval(boundary)
    }
  }
}

extension Double {
  /// Limits of a ratio to this value as those of a lift, which is relative to the size of a negative value.
  fileprivate func lift(_ ratio: Interval) throws(NotEstimable) -> Interval {
    let ends = self > 0 ? (ratio.lower - 1, ratio.upper - 1) : (1 - ratio.upper, 1 - ratio.lower)
    guard ends.0 < ends.1 else { throw .numericallyUnreliable }
    return Interval(ends.0, ends.1)
  }
}
