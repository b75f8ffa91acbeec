#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// S(t) at one time.
package struct SurvivalProbability: Sendable, Equatable {
  package let value: Double
  /// Σ d/(Y(Y − d)) up to the time.
  package let hazardVariance: Double
  package let units: Int

  /// Greenwood's variance S²·Σ d/(Y(Y − d)).
  package var variance: Double { value * value * hazardVariance }

  /// S(t) for comparisons, which read it as normal.
  package var arm: ArmValue { ArmValue(value: value, variance: variance, degreesOfFreedom: .infinity) }

  /// The probabilities within the critical value on the scale ln(−ln S), which keeps them between 0 and 1.
  ///
  /// - Throws: `boundary` where no unit, or every unit, had the event by then.
  package func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    guard value > 0, value < 1, hazardVariance > 0 else { throw .boundary }
    let logarithm = log(value)
    let c = boundary.criticalValue(degreesOfFreedom: .infinity, variance: hazardVariance / (logarithm * logarithm))
    let half = c * hazardVariance.squareRoot() / -logarithm
    // S^exp(±h): the larger power is the lower limit.
    return try Interval(from: exp(logarithm * exp(half)), to: exp(logarithm * exp(-half)))
  }
}
