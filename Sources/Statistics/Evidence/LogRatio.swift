#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The ratio of two positive values known with their covariance: the delta method on the logarithm.
///
/// s² = Σ₁₁/θ₁² + Σ₀₀/θ₀² − 2Σ₀₁/(θ₀θ₁). The scale of ratios of hazards; other ratios use Fieller's interval.
///
/// - Note: Methods/contrasts, "Logarithm of the ratio".
package struct LogRatio: Sendable, Equatable {
  /// ln(θ₁/θ₀).
  package let estimate: Double
  package let standardError: Double
  package let degreesOfFreedom: Double

  /// - Throws: `liftUndefined` when a value is not positive, so that the ratio has no logarithm; `noVariation` when the
  ///   ratio has no variance.
  package init(_ evidence: NormalEvidence) throws(NotEstimable) {
    let (zero, one) = (evidence.control.value, evidence.variant.value)
    guard zero > 0, one > 0 else { throw .liftUndefined }
    // On this scale the two parts keep their degrees of freedom, so it is the same contrast with other weights.
    let scaled = try NormalEvidence(
      control: Self.scaled(evidence.control, value: 0), variant: Self.scaled(evidence.variant, value: log(one / zero)),
      covariance: evidence.covariance / (zero * one), freedom: evidence.freedom)
    let variance = scaled.variance(r: 1)
    guard variance > 0 else { throw .noVariation }
    guard variance.isFinite, log(one / zero).isFinite else { throw .numericallyUnreliable }
    estimate = log(one / zero)
    standardError = variance.squareRoot()
    degreesOfFreedom = scaled.degreesOfFreedom(r: 1)
  }

  /// The variance of ln(θ₁/θ₀).
  var variance: Double { standardError * standardError }

  private static func scaled(_ arm: ArmValue, value: Double) -> ArmValue {
    let square = arm.value * arm.value
    return ArmValue(
      value: value, variance: arm.variance / square, ownVariance: arm.ownVariance / square,
      degreesOfFreedom: arm.degreesOfFreedom)
  }

  /// - Precondition: ratio > 0.
  package func statistic(_ ratio: Double) -> Double { (estimate - log(ratio)) / standardError }

  /// The ratios that are not rejected.
  package func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance)
    let half = c * standardError
    return try Interval(from: exp(estimate - half), to: exp(estimate + half))
  }
}
