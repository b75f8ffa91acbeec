internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The F distribution with real-valued degrees of freedom.
package struct FDistribution: Sendable, Equatable {
  package let numeratorDegreesOfFreedom: Double
  /// Infinity makes the numerator's chi-squared over its degrees of freedom.
  package let denominatorDegreesOfFreedom: Double

  /// Above so many degrees of freedom of the denominator GSL subtracts the lower tail from 1, and loses the small upper ones.
  private static let largeDenominator = 2e5

  /// - Precondition: both > 0, the numerator's finite.
  package init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
    precondition(
      numeratorDegreesOfFreedom > 0 && numeratorDegreesOfFreedom.isFinite && denominatorDegreesOfFreedom > 0)
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
  }

  /// P(F ≥ x).
  package func upperTail(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    guard denominatorDegreesOfFreedom <= Self.largeDenominator else { return upperTailOfLargeDenominator(x) }
    return GSL.call { gsl_cdf_fdist_Q(x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom) }
  }

  /// A chi-squared tail, with a relative error below 1e-7 for tails above 1e-10 where the numerator has up to 20 degrees of
  /// freedom.
  ///
  /// - Note: M. Abramowitz, I. A. Stegun (1964), *Handbook of Mathematical Functions*, equation 26.5.20.
  private func upperTailOfLargeDenominator(_ x: Double) -> Double {
    let (n, v) = (numeratorDegreesOfFreedom, denominatorDegreesOfFreedom)
    let quantile = v.isFinite ? (v + n / 2 - 1) * log1p(n * x / v) : n * x
    return ChiSquared(degreesOfFreedom: n).upperTail(quantile)
  }
}
