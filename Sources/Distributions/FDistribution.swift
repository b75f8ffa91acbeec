internal import CGSL

/// The F distribution with real-valued degrees of freedom.
package struct FDistribution: Sendable, Equatable {
  package let numeratorDegreesOfFreedom: Double
  /// Infinity makes the numerator's chi-squared over its degrees of freedom.
  package let denominatorDegreesOfFreedom: Double

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
    // As with Student's t, a million degrees of freedom are as good as known variances.
    guard denominatorDegreesOfFreedom <= StudentT.normalLimit else {
      return ChiSquared(degreesOfFreedom: numeratorDegreesOfFreedom).upperTail(x * numeratorDegreesOfFreedom)
    }
    return GSL.call { gsl_cdf_fdist_Q(x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom) }
  }
}
