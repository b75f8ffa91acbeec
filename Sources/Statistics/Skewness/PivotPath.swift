internal import Distributions

/// Null values on one scale from the estimate outward, at which a pivot is read.
///
/// H falls along a path for nearly all data. Where it turns back, what is rejected once stays rejected: a p-value is the smallest
/// on the way, and an interval ends at the first null value that is rejected, so that the two never disagree.
///
/// - Note: Methods/skewed-data, "Intervals".
struct PivotPath {
  /// Which null values the path is made of.
  enum Scale: Equatable {
    /// θ₁ = x·θ₀.
    case ratio
    /// θ₁ = r·θ₀ + x.
    case difference(r: Double)
  }

  let pivot: PooledShapePivot
  let scale: Scale
  private let outward: OutwardWalk

  /// - Throws: `liftUndefined` for ratios to a control of 0; `numericallyUnreliable` where the estimate overflows.
  init(_ pivot: PooledShapePivot, _ scale: Scale) throws(NotEstimable) {
    self.pivot = pivot
    self.scale = scale
    let (zero, one) = (pivot.values.control.value, pivot.values.variant.value)
    let error = pivot.reading(r: 1, delta: 0).variance.squareRoot()
    switch scale {
    case .ratio:
      guard zero != 0 else { throw .liftUndefined }
      outward = try OutwardWalk(from: one / zero, error: error / abs(zero))
    case .difference(let r): outward = try OutwardWalk(from: one - r * zero, error: error)
    }
  }

  /// The estimate.
  var center: Double { outward.center }

  func reading(at x: Double) -> PooledShapePivot.Reading {
    switch scale {
    case .ratio: pivot.reading(r: x, delta: 0)
    case .difference(let r): pivot.reading(r: r, delta: x)
    }
  }

  /// Asks about null values from the estimate to `end`, which is the last, until one of them has an answer.
  func walk<Answer, Failure>(
    to end: Double, _ answer: (_ inside: Double, _ next: Double) throws(Failure) -> Answer?
  ) throws(Failure) -> Answer? {
    try outward.first(to: end, answer)
  }
}

extension PooledShapePivot {
  /// H of the null value, or of the one on the way to it from the estimate that is farther out, with its degrees of freedom.
  ///
  /// - Throws: `numericallyUnreliable` where it overflows.
  func statistic(
    r: Double, delta: Double, on estimand: Estimand
  ) throws(NotEstimable) -> (z: Double, degreesOfFreedom: Double) {
    let isRatio = estimand == .relative && delta == 0 && values.control.value != 0
    let path = try PivotPath(self, isRatio ? .ratio : .difference(r: r))
    let end = isRatio ? r : delta
    var (farthest, least) = (path.reading(at: end), Double.infinity)
    let isUpward = end > path.center
    func keep(_ reading: Reading) {
      let student = StudentT(degreesOfFreedom: reading.degreesOfFreedom)
      let outward = isUpward == (values.control.value < 0 && isRatio) ? reading.statistic : -reading.statistic
      let tail = student.upperTail(outward)
      if tail < least { (farthest, least) = (reading, tail) }
    }
    guard farthest.statistic.isFinite else { throw .numericallyUnreliable }
    keep(farthest)
    _ = path.walk(to: end) { _, next -> Bool? in
      keep(path.reading(at: next))
      return nil
    }
    return (farthest.statistic, farthest.degreesOfFreedom)
  }
}
