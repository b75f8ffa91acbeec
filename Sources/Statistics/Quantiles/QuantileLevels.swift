internal import Distributions

/// The levels at which an arm's quantile and its limits are read off the distribution of its values.
///
/// At the arm's raw quantile q̂ the share of values below is compared with its adjusted share: what adjustment moves the share by
/// moves the level the other way. So covariates, strata and clusters adjust a quantile without any estimate of a density.
///
/// - Note: R. S. Woodruff (1952); C. A. Francisco, W. A. Fuller (1991), *Annals of Statistics* 19, 454-469;
///   Methods/quantiles, "Algorithm".
package struct QuantileLevels: Sendable, Equatable {
  /// The critical value that the limits are read at, whatever the level of the interval: so p-value and interval agree, and
  /// no order statistic is asked for that does not exist.
  package static let criticalValue = Normal.quantile(upperTail: 0.025)
  /// Values beyond the quantile, in effective ones, below which its limits do not exist.
  package static let smallestTail = 4.0
  /// Values beyond the quantile, in effective ones, below which its limits are conservative.
  package static let reliableTail = 50.0

  /// The share of units that must have the quantile's own value, in half widths of the limits, for the values to be coarse: below
  /// it, rounding to the next value is lost in the error of the quantile.
  static let coarseShare = 0.25

  /// p*.
  package let middle: Double
  package let lower: Double
  package let upper: Double
  /// The effective number of values beyond the quantile.
  package let tail: Double

  /// - Parameters:
  ///   - probability: p of the quantile.
  ///   - share: F̂ at the raw quantile, as it was counted.
  ///   - strictShare: the share of values below it, without those equal to it.
  ///   - adjusted: F at the raw quantile, adjusted, with its variance.
  ///   - count: the number of values.
  /// - Throws: `ties` when the quantile sits on a value that many share; `identifiability` when too few values lie beyond it.
  package init(
    probability: Double, share: Double, strictShare: Double, adjusted: ArmValue, count: Double
  ) throws(NotEstimable) {
    let half = Self.criticalValue * adjusted.variance.squareRoot()
    guard half == 0 || share - strictShare <= 2 * half else { throw .ties }
    try self.init(probability: probability, share: share, adjusted: adjusted, count: count)
  }

  /// The levels of a distribution without jumps.
  ///
  /// - Parameters: as above, of the mid-distribution.
  /// - Throws: `identifiability` when too few values lie beyond the quantile.
  package init(probability: Double, share: Double, adjusted: ArmValue, count: Double) throws(NotEstimable) {
    guard adjusted.variance > 0 else { throw .identifiability }
    let half = Self.criticalValue * adjusted.variance.squareRoot()
    middle = probability - (adjusted.value - share)
    lower = middle - half
    upper = middle + half
    // The estimated variance is small where few values lie beyond the quantile: it must not make them more than there are.
    let effective = min(count, probability * (1 - probability) / adjusted.variance)
    tail = effective * min(probability, 1 - probability)
    guard tail >= Self.smallestTail, lower > 0, upper < 1 else { throw .identifiability }
  }
}
