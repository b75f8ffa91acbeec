internal import Distributions

/// Null values on one scale from the estimate outward, at which a pivot is read.
///
/// H falls along a path for nearly all data. Where it turns back, an interval ends at the first null value that is rejected, unless
/// "no difference" lies beyond it and is not, so that intervals and the test for a difference never disagree.
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

  /// No difference on the scale of the path.
  var noDifference: Double { scale == .ratio ? 1 : 0 }

  /// Asks about null values from the estimate, or another start, to `end`, which is the last, until one of them has an answer.
  func walk<Answer, Failure>(
    from start: Double? = nil, to end: Double, _ answer: (_ inside: Double, _ next: Double) throws(Failure) -> Answer?
  ) throws(Failure) -> Answer? {
    try outward.first(from: start, to: end, answer)
  }
}

extension PooledShapePivot {
  /// H of a null value with its degrees of freedom; where H turns back, that of another null value by which the interval on the scale
  /// contains this one or not.
  ///
  /// "No difference" has its own H, whatever the scale.
  ///
  /// - Throws: `numericallyUnreliable` where it overflows.
  func statistic(
    r: Double, delta: Double, on estimand: Estimand
  ) throws(NotEstimable) -> (z: Double, degreesOfFreedom: Double) {
    let isRatio = estimand == .relative && delta == 0 && values.control.value != 0
    let path = try PivotPath(self, isRatio ? .ratio : .difference(r: r))
    let (end, null) = (isRatio ? r : delta, path.noDifference)
    let isUpward = end > path.center
    func tail(_ reading: Reading) -> Double {
      let outward = isUpward == (values.control.value < 0 && isRatio) ? reading.statistic : -reading.statistic
      return StudentT(degreesOfFreedom: reading.degreesOfFreedom).upperTail(outward)
    }
    func farthest(from start: Double?) -> Reading {
      var found = path.reading(at: end)
      func keep(_ reading: Reading) { if tail(reading) < tail(found) { found = reading } }
      if let start { keep(path.reading(at: start)) }
      _ = path.walk(from: start, to: end) { _, next -> Bool? in
        keep(path.reading(at: next))
        return nil
      }
      return found
    }
    guard path.reading(at: end).statistic.isFinite else { throw .numericallyUnreliable }
    let isBefore = isUpward ? end < null : end > null
    let isPast = isUpward ? path.center < null && null < end : end < null && null < path.center
    var reading = end == null ? path.reading(at: end) : farthest(from: isPast ? null : nil)
    // The interval reaches past what is rejected on the way to "no difference", unless that is rejected, too.
    if isBefore {
      let beyond = path.reading(at: null)
      if tail(beyond) > tail(reading) { reading = beyond }
    }
    return (reading.statistic, reading.degreesOfFreedom)
  }
}
