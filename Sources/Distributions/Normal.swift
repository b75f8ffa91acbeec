internal import CGSL

/// The standard normal distribution.
package enum Normal {
  /// φ(z).
  package static func density(_ z: Double) -> Double { GSL.call { gsl_ran_ugaussian_pdf(z) } }

  /// Φ(z).
  package static func lowerTail(_ z: Double) -> Double { GSL.call { gsl_cdf_ugaussian_P(z) } }

  /// Q(z) = 1 − Φ(z), accurate far into the tail.
  package static func upperTail(_ z: Double) -> Double { GSL.call { gsl_cdf_ugaussian_Q(z) } }

  /// The z with Q(z) = `probability`; infinite at 0 and 1.
  ///
  /// - Precondition: 0 ≤ probability ≤ 1.
  package static func quantile(upperTail probability: Double) -> Double {
    precondition((0...1).contains(probability))
    return GSL.call { gsl_cdf_ugaussian_Qinv(probability) }
  }
}
