internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Two samples that do not overlap: every unit of one has a higher value than every unit of the other, so that ranks have no
/// spread.
///
/// If labels were drawn by lot within strata, only one of ΠC(n₀ₛ + n₁ₛ, n₁ₛ) draws looks like this, which is the exact
/// permutation p. The probability that a unit of the higher sample is above one of the lower has a limit on one side: at a
/// probability p the samples are apart in at most pᵐ of experiments, m the units of the smaller one.
///
/// - Note: Methods/ranks, "Without overlap".
package struct Separation: Sendable, Equatable {
  /// Names the method in results.
  package static let key = "rank-permutation"

  /// Units of the two samples, by stratum.
  private let control: [Int]
  private let variant: [Int]
  private let isVariantHigher: Bool

  /// - Precondition: as many strata of both; both have units.
  package init(control: [Int], variant: [Int], isVariantHigher: Bool) {
    precondition(control.count == variant.count && control.contains { $0 > 0 } && variant.contains { $0 > 0 })
    (self.control, self.variant, self.isVariantHigher) = (control, variant, isVariantHigher)
  }

  /// The standardized rank sum, without a correction for ties; the p-value is not read from it.
  package var statistic: Double {
    let (n0, n1) = (Double(control.reduce(0, +)), Double(variant.reduce(0, +)))
    let z = (12 * n0 * n1 / (n0 + n1 + 1)).squareRoot() / 2
    return isVariantHigher ? z : -z
  }

  /// One of all draws of labels, two-sided two of them.
  package func pValue(_ alternative: Alternative) -> Double {
    let logarithm = zip(control, variant).reduce(0.0) { sum, counts in
      let (n0, n1) = (Double(counts.0), Double(counts.1))
      return sum + lgamma(n0 + n1 + 1) - lgamma(n0 + 1) - lgamma(n1 + 1)
    }
    let one = max(.leastNormalMagnitude, exp(-logarithm))
    switch alternative {
    case .twoSided: return min(1, 2 * one)
    case .greater: return isVariantHigher ? one : 1
    case .less: return isVariantHigher ? 1 : one
    }
  }

  /// Limits of P(Y₀ < Y₁) + ½P(Y₀ = Y₁), of which one is the estimate.
  ///
  /// - Parameter tail: the error of a side, more than 0 and less than 1.
  package func probability(tail: Double) -> Interval {
    let limit = exp(log(tail) / Double(min(control.reduce(0, +), variant.reduce(0, +))))
    return isVariantHigher ? Interval(limit, 1) : Interval(0, 1 - limit)
  }
}
