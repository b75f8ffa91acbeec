internal import Distributions

/// Successes and trials of two variants: the facts behind the score test of two proportions.
///
/// Z compares p̂₁ with its null value at the restricted maximum-likelihood estimates, with the variance factor N/(N−1).
///
/// - Note: O. Miettinen, M. Nurminen (1985), *Statistics in Medicine* 4, 213-226;
///   Methods/proportions, "Score test".
package struct ScoreCounts: Sendable, Equatable {
  package let controlSuccesses: Int
  package let controlTrials: Int
  package let variantSuccesses: Int
  package let variantTrials: Int
  /// How many trials say as much as one independent trial, at least 1.
  package let designEffect: Double
  /// What covariates and strata make of the two proportions; nil where they are compared as they are.
  package let adjustment: ScoreAdjustment?

  /// - Precondition: 0 ≤ successes ≤ trials, designEffect ≥ 1.
  /// - Throws: `emptyArm` when a variant has no trials.
  package init(
    controlSuccesses: Int, controlTrials: Int, variantSuccesses: Int, variantTrials: Int, designEffect: Double = 1,
    adjustment: ScoreAdjustment? = nil
  ) throws(NotEstimable) {
    precondition((0...controlTrials).contains(controlSuccesses) && (0...variantTrials).contains(variantSuccesses))
    precondition(designEffect >= 1)
    guard controlTrials > 0, variantTrials > 0 else { throw .emptyArm }
    self.controlSuccesses = controlSuccesses
    self.controlTrials = controlTrials
    self.variantSuccesses = variantSuccesses
    self.variantTrials = variantTrials
    self.designEffect = designEffect
    self.adjustment = adjustment
  }

  /// Successes or failures of a variant below which the score test is not left alone.
  private static let sparse = 5

  /// Whether some variant has so few successes or failures that an exact test stands beside the score test.
  package var isSparse: Bool { fewest < Self.sparse }

  /// Successes or failures of a variant below which the score test of an uneven split errs on one side.
  private static let fragile = 50
  /// Units of one variant for each of the other beyond which a split is uneven.
  private static let uneven = 2

  /// Whether some variant has few successes or failures, and one variant more than twice the units of the other: the score test
  /// then calls the small variant the better one in 3 to 4.5 % instead of 2.5 %
  /// (Methods/proportions, "Few conversions in an uneven split").
  package var isFragile: Bool {
    let (few, many) = (min(controlTrials, variantTrials), max(controlTrials, variantTrials))
    return designEffect == 1 && fewest < Self.fragile && many - few > few * (Self.uneven - 1)
  }

  /// Whether it is successes that are fewest in a variant.
  package var hasFewestSuccesses: Bool { min(controlSuccesses, variantSuccesses) == fewest }

  /// The least number of successes or failures in a variant.
  package var fewest: Int {
    min(controlSuccesses, controlTrials - controlSuccesses, variantSuccesses, variantTrials - variantSuccesses)
  }

  /// The proportions as they are compared.
  var controlValue: Double { adjustment?.control ?? p0 }
  var variantValue: Double { adjustment?.variant ?? p1 }

  package var p0: Double { x0 / n0 }
  package var p1: Double { x1 / n1 }

  var x0: Double { Double(controlSuccesses) / designEffect }
  var n0: Double { Double(controlTrials) / designEffect }
  var x1: Double { Double(variantSuccesses) / designEffect }
  var n1: Double { Double(variantTrials) / designEffect }
  var total: Double { n0 + n1 }
  var successes: Double { x0 + x1 }

  /// The small-sample factor N/(N−1) of Miettinen and Nurminen.
  var inflation: Double { total / (total - 1) }

  package func statistic(_ null: NullValue) -> Double {
    switch null {
    case .linear(1, let delta): differenceStatistic(delta)
    case .linear(let r, 0): linearStatistic(r: r, delta: 0, restricted: restrictedForRatio(r))
    case .linear(let r, let delta): linearStatistic(r: r, delta: delta, restricted: restrictedNumerically(r, delta))
    case .oddsRatio(let omega): oddsStatistic(omega)
    }
  }

  /// Counts the rarer outcome: a probability near 1 has few digits left in 1 − p.
  private func differenceStatistic(_ delta: Double) -> Double {
    guard successes > total / 2 else {
      return linearStatistic(r: 1, delta: delta, restricted: restrictedForDifference(delta))
    }
    let failures = ScoreCounts(failuresOf: self)
    return 0 - failures.linearStatistic(r: 1, delta: -delta, restricted: failures.restrictedForDifference(-delta))
  }

  private init(failuresOf counts: ScoreCounts) {
    (controlTrials, variantTrials, designEffect) = (counts.controlTrials, counts.variantTrials, counts.designEffect)
    controlSuccesses = counts.controlTrials - counts.controlSuccesses
    variantSuccesses = counts.variantTrials - counts.variantSuccesses
    adjustment = counts.adjustment.map {
      ScoreAdjustment(control: 1 - $0.control, variant: 1 - $0.variant, remaining: $0.remaining)
    }
  }

  private func linearStatistic(r: Double, delta: Double, restricted: Double) -> Double {
    let zero = restricted
    let one = min(max(r * zero + delta, 0), 1)
    let difference = variantValue - r * controlValue - delta
    let variance = (one * (1 - one) / n1 + r * r * zero * (1 - zero) / n0) * inflation * (adjustment?.remaining ?? 1)
    if variance > 0 { return difference / variance.squareRoot() }
    // All or no successes under the null: the limit of Z is 0 where the data agree with it, and unbounded elsewhere.
    return difference == 0 ? 0 : difference.sign == .plus ? .infinity : -.infinity
  }

  private func oddsStatistic(_ omega: Double) -> Double {
    let zero = restrictedForOdds(omega)
    let odds = zero.success * omega
    let one = (success: odds / (zero.failure + odds), failure: zero.failure / (zero.failure + odds))
    let information = 1 / (n1 * one.success * one.failure) + 1 / (n0 * zero.success * zero.failure)
    guard information.isFinite else { return 0 }
    // n₁(p̂₁ − p̃₁) in four ways, since the margins of the restricted table are the observed ones: the outcome with the
    // smallest expected count loses least to rounding.
    let surpluses = [
      (expected: n1 * one.success, surplus: x1 - n1 * one.success),
      (expected: n1 * one.failure, surplus: n1 * one.failure - (n1 - x1)),
      (expected: n0 * zero.success, surplus: n0 * zero.success - x0),
      (expected: n0 * zero.failure, surplus: (n0 - x0) - n0 * zero.failure),
    ]
    let surplus = surpluses.min { $0.expected < $1.expected }?.surplus ?? 0
    let plain = surplus * (information / inflation).squareRoot()
    guard let adjustment else { return plain }
    // The score is the difference of (p̂ − p̃)/(p̃(1 − p̃)) over the root of its variance, and moves with the p̂'s.
    let shift =
      (adjustment.variant - p1) / (one.success * one.failure) - (adjustment.control - p0)
      / (zero.success * zero.failure)
    return (plain + shift / (information * inflation).squareRoot()) / adjustment.remaining.squareRoot()
  }
}
