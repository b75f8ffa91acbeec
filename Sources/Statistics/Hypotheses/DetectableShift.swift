internal import Distributions

extension Interval {
  /// The standard error of which this is the interval of a normal statistic: half of its width over z.
  ///
  /// - Parameter level: of the two-sided interval, between 0 and 1.
  package func standardError(level: Double) -> Double {
    (upper - lower) / 2 / Normal.quantile(upperTail: (1 - level) / 2)
  }
}

/// The shift that a one-sided test of a normal statistic finds with a given probability: (z_α + z_power)·SE.
///
/// - Parameters:
///   - standardError: of the estimate, > 0, on the scale of the shift.
///   - alpha: of the one-sided test, between 0 and 1/2.
///   - power: the probability to find the shift, between 0 and 1.
package func detectableShift(standardError: Double, alpha: Double, power: Double = 0.8) -> Double {
  (Normal.quantile(upperTail: alpha) + Normal.quantile(upperTail: 1 - power)) * standardError
}
