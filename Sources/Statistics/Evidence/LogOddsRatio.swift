#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The odds ratio of two probabilities known with their covariance: the delta method on the logarithm.
///
/// - Note: Methods/contrasts, "Odds ratio". Unadjusted counts use the score interval instead.
struct LogOddsRatio {
  let estimate: Double
  /// SE of ln OR.
  let standardError: Double
  let degreesOfFreedom: Double

  /// - Throws: `boundary` when a probability is 0 or 1 or outside, so that its odds do not exist.
  init(_ evidence: NormalEvidence) throws(NotEstimable) {
    let (p0, p1) = (evidence.control.value, evidence.variant.value)
    guard p0 > 0, p0 < 1, p1 > 0, p1 < 1 else { throw .boundary }
    let (w0, w1) = (1 / (p0 * (1 - p0)), 1 / (p1 * (1 - p1)))
    estimate = log(p1 / (1 - p1)) - log(p0 / (1 - p0))
    // On the logit scale the two parts keep their degrees of freedom, so this is the same contrast with other weights.
    let scaled = try NormalEvidence(
      control: ArmValue(
        value: 0, variance: w0 * w0 * evidence.control.variance, ownVariance: w0 * w0 * evidence.control.ownVariance,
        degreesOfFreedom: evidence.control.degreesOfFreedom),
      variant: ArmValue(
        value: estimate, variance: w1 * w1 * evidence.variant.variance,
        ownVariance: w1 * w1 * evidence.variant.ownVariance,
        degreesOfFreedom: evidence.variant.degreesOfFreedom),
      covariance: w0 * w1 * evidence.covariance, freedom: evidence.freedom)
    standardError = scaled.variance(r: 1).squareRoot()
    degreesOfFreedom = scaled.degreesOfFreedom(r: 1)
  }

  /// The variance of ln OR.
  var variance: Double { standardError * standardError }

  func statistic(_ oddsRatio: Double) -> Double { (estimate - log(oddsRatio)) / standardError }

  func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    let c = boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance)
    let half = c * standardError
    return try Interval(from: exp(estimate - half), to: exp(estimate + half))
  }
}
