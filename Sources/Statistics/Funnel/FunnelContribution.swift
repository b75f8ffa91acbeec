#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What one step of a funnel, or all of them, adds to the logarithm of the ratio of two variants.
///
/// "Which step moved" describes: who reaches a step differs between the variants, so a step's rate is no effect of its own
/// (Methods/funnels, "Steps").
package struct FunnelContribution: Sendable, Equatable {
  /// The rate of the step in each variant: reach over the reach before.
  package let control: Double
  package let variant: Double
  /// ℓ = ln(variant/control), in log points; contributions of steps add up to that of the whole.
  package let logRatio: Double
  /// 0 where no unit stopped at this step in either variant.
  package let variance: Double
  /// Infinite where the contribution is read as normal.
  package let degreesOfFreedom: Double

  package var ratio: Double { variant / control }
  package var standardError: Double { variance.squareRoot() }

  /// ℓ that are not rejected.
  ///
  /// - Throws: `noVariation` for a step at which no unit stopped.
  package func logInterval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    try logInterval(critical: boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance))
  }

  package func logInterval(critical c: Double) throws(NotEstimable) -> Interval {
    guard variance > 0 else { throw .noVariation }
    return try Interval(from: logRatio - c * standardError, to: logRatio + c * standardError)
  }

  /// Ratios that are not rejected.
  package func ratioInterval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    let log = try logInterval(boundary)
    return try Interval(from: exp(log.lower), to: exp(log.upper))
  }
}
