internal import CGSL

/// Student's t distribution with real-valued degrees of freedom.
///
/// Where no double tells the two apart, the normal distribution stands in (Methods/contrasts, "Critical values").
package struct StudentT: Sendable, Equatable {
  /// Above so many degrees of freedom the normal distribution takes over: their tails differ by the factor 1 + t⁴/(4ν) at
  /// most, and the tails of a t above 38 are no doubles.
  package static let normalLimit = 1e20

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
