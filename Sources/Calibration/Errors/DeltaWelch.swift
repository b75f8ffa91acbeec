internal import Distributions
internal import Statistics

/// Welch's test of two means or two ratios by moments alone: what the program once did, as the tables' "before".
///
/// A ratio is linearized (delta method); each variant has its number of rows less one degrees of freedom, which the
/// Welch-Satterthwaite equation joins.
///
/// - Note: B. L. Welch (1947), *Biometrika* 34, 28-35.
struct DeltaWelch {
  let difference: Double
  /// Two-sided; nil where a variant has no spread or fewer than two rows.
  let pValue: Double?

  init(_ control: Moments, _ variant: Moments) {
    let (zero, one) = (Self.arm(control), Self.arm(variant))
    difference = one.value - zero.value
    let variance = zero.variance + one.variance
    guard control.count > 1, variant.count > 1, variance > 0 else {
      pValue = nil
      return
    }
    let freedom =
      variance * variance
      / (zero.variance * zero.variance / Double(control.count - 1)
        + one.variance * one.variance / Double(variant.count - 1))
    pValue = 2 * StudentT(degreesOfFreedom: freedom).upperTail(abs(difference) / variance.squareRoot())
  }

  /// The value of one variant, and the variance of it.
  private static func arm(_ moments: Moments) -> (value: Double, variance: Double) {
    let n = Double(moments.count)
    let s = moments.products
    guard moments.dimension > 1 else { return (moments.mean[0], s[0, 0] / (n - 1) / n) }
    let ratio = moments.mean[0] / moments.mean[1]
    let square = s[0, 0] - 2 * ratio * s[0, 1] + ratio * ratio * s[1, 1]
    return (ratio, square / (n - 1) / n / (moments.mean[1] * moments.mean[1]))
  }
}
