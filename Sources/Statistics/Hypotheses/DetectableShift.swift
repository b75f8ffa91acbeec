internal import Distributions

/// The shift that a one-sided test of a normal statistic finds with a given probability: (z_α + z_power)·SE.
///
/// - Parameters:
///   - standardError: of the estimate, > 0, on the scale of the shift.
///   - alpha: of the one-sided test, between 0 and 1/2.
///   - power: the probability to find the shift, between 0 and 1.
package func detectableShift(standardError: Double, alpha: Double, power: Double = 0.8) -> Double {
  (Normal.quantile(upperTail: alpha) + Normal.quantile(upperTail: 1 - power)) * standardError
}
