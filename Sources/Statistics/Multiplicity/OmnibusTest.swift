internal import Distributions

/// The test that all variants, the control among them, have the same value.
///
/// Printed for success metrics with more than two variants; it gates nothing
/// (Methods/multiplicity, "One test of all variants").
package struct OmnibusTest: Sendable, Equatable {
  package enum Method: String, Sendable, Equatable {
    case wald
    case pearson = "pearson-chi-squared"
    case welchANOVA = "welch-anova"
  }

  /// Fewer degrees of freedom than this make a Wald statistic an F.
  package static let smallSample = 200.0

  package let method: Method
  /// χ², or F where the denominator's degrees of freedom are finite.
  package let statistic: Double
  package let degreesOfFreedom: Double
  /// Infinite for χ².
  package let denominatorDegreesOfFreedom: Double
  package let pValue: Double

  private init(
    _ method: Method, _ statistic: Double, _ degreesOfFreedom: Double, _ denominator: Double = .infinity
  ) throws(NotEstimable) {
    guard statistic.isFinite, statistic >= 0, degreesOfFreedom > 0, denominator > 0 else {
      throw .numericallyUnreliable
    }
    self.method = method
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    denominatorDegreesOfFreedom = denominator
    pValue =
      denominator.isFinite
      ? FDistribution(numeratorDegreesOfFreedom: degreesOfFreedom, denominatorDegreesOfFreedom: denominator)
        .upperTail(statistic) : ChiSquared(degreesOfFreedom: degreesOfFreedom).upperTail(statistic)
    guard pValue.isFinite else { throw .numericallyUnreliable }
  }
}

extension OmnibusTest {
  /// The Wald test d'V⁻¹d of contrasts that are all 0 under the hypothesis.
  ///
  /// - Parameters:
  ///   - smallestDegreesOfFreedom: of any contrast; below `smallSample` the statistic over its degrees of freedom is an F.
  /// - Precondition: as many contrasts as the covariance has rows, at least one.
  /// - Throws: `numericallyUnreliable` when V is not positive definite, as contrasts that follow from each other make it.
  package static func wald(
    contrasts: [Double], covariance: SymmetricMatrix, smallestDegreesOfFreedom: Double
  ) throws(NotEstimable) -> OmnibusTest {
    precondition(!contrasts.isEmpty && contrasts.count == covariance.dimension)
    guard let cholesky = Cholesky(covariance) else { throw .numericallyUnreliable }
    let (square, count) = (cholesky.inverseQuadraticForm(contrasts), Double(contrasts.count))
    return smallestDegreesOfFreedom < smallSample
      ? try OmnibusTest(.wald, square / count, count, smallestDegreesOfFreedom)
      : try OmnibusTest(.wald, square, count)
  }

  /// The Wald test of the differences of all variants from the first, of which any other contrasts give the same.
  ///
  /// - Precondition: as many values as the covariance has rows, at least two.
  package static func wald(
    values: [Double], covariance: SymmetricMatrix, smallestDegreesOfFreedom: Double
  ) throws(NotEstimable) -> OmnibusTest {
    precondition(values.count > 1 && values.count == covariance.dimension)
    return try wald(
      contrasts: values.dropFirst().map { $0 - values[0] },
      covariance: SymmetricMatrix(dimension: values.count - 1) { i, j in
        covariance[i + 1, j + 1] - covariance[i + 1, 0] - covariance[j + 1, 0] + covariance[0, 0]
      },
      smallestDegreesOfFreedom: smallestDegreesOfFreedom)
  }

  /// Pearson's χ² of successes and failures per variant, without continuity correction.
  ///
  /// - Precondition: 0 ≤ successes ≤ trials, at least two variants.
  /// - Throws: `emptyArm` when a variant has no trials, `noVariation` when all trials ended alike.
  package static func pearson(successes: [Int], trials: [Int]) throws(NotEstimable) -> OmnibusTest {
    precondition(successes.count == trials.count && trials.count > 1)
    precondition(zip(successes, trials).allSatisfy { (0...$1).contains($0) })
    if trials.contains(0) { throw .emptyArm }
    let (x, n) = (Double(successes.reduce(0, +)), Double(trials.reduce(0, +)))
    guard x > 0, x < n else { throw .noVariation }
    let share = x / n
    // Both cells of a variant at once: (x_a − n_a p)² (1/(n_a p) + 1/(n_a (1 − p))).
    let square = zip(successes, trials).reduce(0.0) { sum, arm in
      let expected = Double(arm.1) * share
      let gap = Double(arm.0) - expected
      return sum + gap * gap / (expected * ((n - x) / n))
    }
    return try OmnibusTest(.pearson, square, Double(trials.count - 1))
  }

  /// Welch's analysis of variance of means with unequal variances.
  ///
  /// - Parameters:
  ///   - variances: of the units of each variant, not of its mean.
  /// - Precondition: as many means, variances and counts, at least two; variances ≥ 0.
  /// - Throws: `emptyArm`, `tooFew` for a variant of one unit; `noVariation` for one whose units are equal, as its mean would
  ///   outweigh all others.
  /// - Note: B. L. Welch (1951), *Biometrika* 38, 330-336.
  package static func welchANOVA(
    means: [Double], variances: [Double], counts: [Int]
  ) throws(NotEstimable) -> OmnibusTest {
    precondition(means.count == variances.count && means.count == counts.count && means.count > 1)
    if counts.contains(where: { $0 < 1 }) { throw .emptyArm }
    if counts.contains(1) { throw .tooFew }
    guard variances.allSatisfy({ $0 > 0 }) else { throw .noVariation }
    let k = Double(means.count)
    let weights = zip(counts, variances).map { Double($0) / $1 }
    let total = weights.reduce(0, +)
    // Around the first mean, so that large means with small differences keep their digits.
    let shifted = means.map { $0 - means[0] }
    let center = zip(weights, shifted).reduce(0) { $0 + $1.0 * $1.1 } / total
    let between = zip(weights, shifted).reduce(0) { $0 + $1.0 * ($1.1 - center) * ($1.1 - center) } / (k - 1)
    let lambda = zip(weights, counts).reduce(0) { sum, arm in
      let rest = 1 - arm.0 / total
      return sum + rest * rest / Double(arm.1 - 1)
    }
    let statistic = between / (1 + 2 * (k - 2) / (k * k - 1) * lambda)
    return try OmnibusTest(.welchANOVA, statistic, k - 1, (k * k - 1) / (3 * lambda))
  }
}
