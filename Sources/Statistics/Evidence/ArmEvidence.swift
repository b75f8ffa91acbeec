internal import Distributions

/// What is known about a metric in one variant alone.
package enum ArmEvidence: Sendable, Equatable {
  /// Successes of trials: Wilson's interval.
  case counts(successes: Int, trials: Int)
  /// A mean: Student's interval.
  case normal(ArmValue)
  /// A probability whose variance is not the binomial one: Wilson's interval with the trials that would give that variance,
  /// or with `successes` of `trials` where the value is no inner probability.
  ///
  /// Of clusters the trials are the clusters, which is careful, and `units` is what they hold.
  case probability(ArmValue, successes: Double, trials: Double, units: Double)
  /// A ratio of two means of the same units: Student's interval, or Fieller's where the denominator is weak.
  case ratio(ArmValue, numerator: ArmValue, denominator: ArmValue, covariance: Double)
  /// A value without an interval of its own: it is half of a comparison.
  case exact(Double)
  /// A quantile: Woodruff's limits, or those between two order statistics, or none with the reason.
  case quantile(Double, Result<QuantileLimits, NotEstimable>)
  /// A probability of no event by a time: limits on the scale ln(−ln S).
  case survival(SurvivalProbability)
  /// What a curve expects at a dose: limits on the scale of the curve.
  case predicted(DosePrediction)

  /// θ in this variant.
  package var value: Double {
    switch self {
    case .counts(let successes, let trials): Double(successes) / Double(trials)
    case .normal(let arm), .ratio(let arm, _, _, _), .probability(let arm, _, _, _): arm.value
    case .quantile(let value, _), .exact(let value): value
    case .survival(let probability): probability.value
    case .predicted(let prediction): prediction.value.value
    }
  }

  /// What the double of θ lacks of it.
  var remainder: Double {
    if case .normal(let arm) = self { arm.remainder } else { 0 }
  }

  /// - Throws: `noVariation` when the units do not differ (or there is one), so that their spread says nothing;
  ///   `denominatorZero` when a ratio's denominator cannot be told from zero.
  package func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    switch self {
    case .counts(let successes, let trials):
      return WilsonInterval(successes: Double(successes), trials: Double(trials)).limits(boundary)
    case .normal(let arm):
      return try student(arm, boundary)
    case .probability(let arm, let successes, let trials, _):
      let p = arm.value
      guard p > 0, p < 1, arm.variance > 0 else {
        return WilsonInterval(successes: successes, trials: trials).limits(boundary)
      }
      let effective = p * (1 - p) / arm.variance
      return WilsonInterval(successes: p * effective, trials: effective).limits(boundary)
    case .ratio(let arm, let numerator, let denominator, let covariance):
      guard let strength = denominatorWeakness(boundary), strength < 1 else { throw .denominatorZero }
      guard strength > Self.weak, arm.variance > 0 else { return try student(arm, boundary) }
      let evidence = try NormalEvidence(
        control: denominator, variant: numerator, covariance: covariance,
        freedom: .common(arm.degreesOfFreedom))
      return try FiellerInterval(evidence, boundary).limits()
    case .exact: throw .noVariation
    case .quantile(_, let limits):
      return try limits.get().interval(boundary)
    case .survival(let probability):
      return try probability.interval(boundary)
    case .predicted(let prediction):
      return try prediction.interval(boundary)
    }
  }

  /// g = c²·Var(d̄)/d̄² above which a denominator is called weak
  /// (Methods/when-there-is-no-answer, "Weak denominators").
  package static let weak = 0.1

  /// z²·Var(d̄)/d̄² of two sides at 5 % from which on a ratio's denominator cannot be told from zero.
  private static let zeroDenominator = 3.84

  /// Whether a ratio's denominator cannot be told from zero, so that nothing is compared; this depends on no level.
  package var hasZeroDenominator: Bool {
    guard case .ratio(_, _, let denominator, _) = self else { return false }
    return !(Self.zeroDenominator * denominator.variance < denominator.value * denominator.value)
  }

  /// g of a ratio's own denominator; nil for other metrics.
  package func denominatorWeakness(_ boundary: any Boundary) -> Double? {
    guard case .ratio(let arm, _, let denominator, _) = self else { return nil }
    let c = boundary.criticalValue(degreesOfFreedom: arm.degreesOfFreedom, variance: denominator.variance)
    let root = c * denominator.variance.squareRoot() / denominator.value
    return root * root
  }

  private func student(_ arm: ArmValue, _ boundary: any Boundary) throws(NotEstimable) -> Interval {
    guard arm.variance > 0 else { throw .noVariation }
    let c = boundary.criticalValue(degreesOfFreedom: arm.degreesOfFreedom, variance: arm.variance)
    let half = c * arm.variance.squareRoot()
    return try Interval(from: arm.value - half, to: arm.value + half)
  }
}
