internal import CGSL

/// Student's t distribution with real-valued degrees of freedom.
///
/// Above a million degrees of freedom the normal distribution stands in (Methods/contrasts, "Critical values"): the two
/// differ by less than the rounding of a printed p-value, and the largest samples need no special case.
package struct StudentT: Sendable, Equatable {
  /// Degrees of freedom at which the normal distribution takes over.
  package static let normalLimit = 1e6

  package let degreesOfFreedom: Double

  /// - Precondition: degreesOfFreedom > 0; infinity is the normal distribution.
  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0)
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var isNormal: Bool { degreesOfFreedom > Self.normalLimit }

  /// P(T ≥ t).
  package func upperTail(_ t: Double) -> Double {
    isNormal ? Normal.upperTail(t) : GSL.call { gsl_cdf_tdist_Q(t, degreesOfFreedom) }
  }

  /// P(T ≤ t).
  package func lowerTail(_ t: Double) -> Double { upperTail(-t) }

  /// The t with P(T ≥ t) = `probability`.
  ///
  /// - Precondition: 0 < probability < 1.
  package func quantile(upperTail probability: Double) -> Double {
    precondition(probability > 0 && probability < 1)
    return isNormal
      ? Normal.quantile(upperTail: probability) : GSL.call { gsl_cdf_tdist_Qinv(probability, degreesOfFreedom) }
  }
}
