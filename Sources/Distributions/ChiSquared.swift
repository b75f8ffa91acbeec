internal import CGSL

/// The chi-squared distribution.
package struct ChiSquared: Sendable, Equatable {
  package let degreesOfFreedom: Double

  /// - Precondition: degreesOfFreedom > 0.
  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(X ≥ x).
  package func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : x == .infinity ? 0 : GSL.call { gsl_cdf_chisq_Q(x, degreesOfFreedom) }
  }
}
