internal import Distributions

/// The null values that the pivot does not reject, as an interval: from the estimate outward to the first that is rejected, past "no
/// difference" where that is not.
///
/// As the null ratio grows, so does the spread that the variant must have under it. Where few units carry the variant, no ratio
/// is rejected however large, and the interval has no upper end.
///
/// - Note: Methods/skewed-data, "Intervals".
struct PivotInterval {
  private let pivot: PooledShapePivot
  private let boundary: any Boundary
  /// The variance of the estimate on the scale of the interval.
  private let variance: Double
  /// The least critical value of any degrees of freedom.
  private let least: Double

  init(_ pivot: PooledShapePivot, on estimand: Estimand, _ boundary: any Boundary) {
    (self.pivot, self.boundary) = (pivot, boundary)
    variance = Evidence.pooledShape(pivot).variance(on: estimand)
    least = boundary.criticalValue(degreesOfFreedom: .infinity, variance: variance)
  }

  /// Ratios beyond which none is looked for, as multiples of the estimate where that is above 1.
  private static let largestRatio = 1e6
  private static let smallestRatio = 1e-9

  /// Limits of θ₁ − θ₀.
  func difference() throws(NotEstimable) -> Interval {
    let path = try PivotPath(pivot, .difference(r: 1))
    return try interval(
      try crossing(path, to: -.infinity) ?? -.infinity, try crossing(path, to: .infinity) ?? .infinity)
  }

  /// Limits of θ₁/θ₀, 0 and infinity where there are none of values that are never negative.
  ///
  /// - Throws: `liftUndefined` where the control's value is 0, or may be of values of either sign; `noVariation` where all ratios but that of the estimate are
  ///   rejected, for the variant has only zeros.
  func ratio() throws(NotEstimable) -> Interval {
    let path = try PivotPath(pivot, .ratio)
    let center = path.center
    // As far as the sign of the control is not known, the ratios that are not rejected are no interval.
    if !pivot.isNonNegative, FiellerInterval(pivot.values, boundary).g >= 1 { throw .liftUndefined }
    let farthest = Self.largestRatio * max(1, abs(center))
    let nearest = pivot.isNonNegative ? min(Self.smallestRatio, center * Self.smallestRatio) : -farthest
    let lower = center > nearest ? try crossing(path, to: nearest) : nil
    return try interval(
      lower ?? (pivot.isNonNegative ? 0 : -.infinity), try crossing(path, to: farthest) ?? .infinity)
  }

  private func interval(_ lower: Double, _ upper: Double) throws(NotEstimable) -> Interval {
    guard lower < upper else { throw .numericallyUnreliable }
    return Interval(lower, upper)
  }

  /// The first null value that is rejected; nil where none is before the end.
  private func crossing(_ path: PivotPath, to end: Double) throws(NotEstimable) -> Double? {
    let (center, null) = (path.center, path.noDifference)
    guard (center < null && null < end) || (end < null && null < center) else { return try crossing(path, nil, end) }
    return excess(path, null) >= 0 ? try crossing(path, nil, null) : try crossing(path, null, end)
  }

  private func crossing(_ path: PivotPath, _ start: Double?, _ end: Double) throws(NotEstimable) -> Double? {
    try path.walk(from: start, to: end) { inside, next throws(NotEstimable) -> Double? in
      let value = excess(path, next)
      guard value.isFinite else { throw .numericallyUnreliable }
      guard value >= 0 else { return nil }
      // A variant of zeros alone has no variance where the ratio is 0, and the same statistic at all others.
      guard excess(path, inside).isFinite else { throw .noVariation }
      let bracket = min(inside, next)...max(inside, next)
      guard let root = Root.brent(in: bracket, { excess(path, $0) }) else { throw .numericallyUnreliable }
      return root
    }
  }

  /// How far H at a null value lies beyond the critical value.
  private func excess(_ path: PivotPath, _ x: Double) -> Double {
    let reading = path.reading(at: x)
    let size = abs(reading.statistic)
    // A quantile takes more time than all else, and near the estimate its value does not matter.
    guard !(size < least / 2) else { return size - least }
    return size - boundary.criticalValue(degreesOfFreedom: reading.degreesOfFreedom, variance: variance)
  }
}
