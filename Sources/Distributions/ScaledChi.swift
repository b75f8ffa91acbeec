internal import CGSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The distribution of s = χ_ν/√ν: an estimated standard deviation over the true one.
///
/// Student's t is a standard normal over an independent s; so is a multivariate t, over one s for all its parts.
package struct ScaledChi: Sendable, Equatable {
  package let degreesOfFreedom: Double
  /// The factor before the exponential, √(ν/π)/Γ*(ν/2), with the regulated gamma function Γ* of Stirling's formula.
  private let factor: Double

  /// - Precondition: 0 < degreesOfFreedom < infinity.
  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite)
    self.degreesOfFreedom = degreesOfFreedom
    let regulated = GSL.call { gsl_sf_gammastar(degreesOfFreedom / 2) }
    factor = (degreesOfFreedom / .pi).squareRoot() / regulated
  }

  /// The density at s; 0 below 0.
  ///
  /// Written around s = 1, with ln(1 + x) − x as one function, so that many degrees of freedom lose no digits.
  package func density(_ s: Double) -> Double {
    guard s > 0 else { return 0 }
    let excess = s - 1
    let logarithm = GSL.call { gsl_sf_log_1plusx_mx(excess) }
    return factor * exp(degreesOfFreedom * (logarithm - excess * excess / 2) - log1p(excess))
  }
}
