internal import Distributions

/// The ratios r = θ₁/θ₀ that are not rejected: all r with |Z(r, 0)| ≤ c(ν(r)).
///
/// The closed form holds for a constant c. Where the degrees of freedom change with r, each limit is solved with c at its own
/// r, so that the interval agrees with the p-value of every ratio.
///
/// - Note: E. C. Fieller (1954), *JRSS B* 16, 175-185; Methods/contrasts, "Fieller's interval".
struct FiellerInterval {
  let evidence: NormalEvidence
  let boundary: any Boundary
  /// The variance of the ratio.
  private let variance: Double

  init(_ evidence: NormalEvidence, _ boundary: any Boundary) {
    self.evidence = evidence
    self.boundary = boundary
    variance = evidence.ratioVariance
  }

  /// The estimate θ₁/θ₀.
  private var center: Double { evidence.variant.value / evidence.control.value }

  /// g = c²Σ₀₀/θ₀² at the estimate; at 1 and above the control cannot be told from zero.
  var g: Double {
    let c = criticalValue(center)
    let root = c * evidence.control.variance.squareRoot() / evidence.control.value
    return root * root
  }

  /// The limits of r.
  ///
  /// - Throws: `liftUndefined` when the ratios that are not rejected are no bounded interval; `noVariation` when the two
  ///   values vary together so exactly that nothing is uncertain about their ratio.
  func limits() throws(NotEstimable) -> Interval {
    guard evidence.control.value != 0 else { throw .liftUndefined }
    guard center.isFinite, !evidence.losesRatios else { throw .numericallyUnreliable }
    guard g < 1 else { throw .liftUndefined }
    let spread = evidence.variance(r: center)
    guard spread > 0 else { throw .noVariation }
    guard spread.isFinite else { throw .numericallyUnreliable }
    guard let range = freedomRange else {
      let c = criticalValue(center)
      return try Interval(from: limit(c, .lower), to: limit(c, .upper))
    }
    let (lower, upper) = (try solve(.lower, range), try solve(.upper, range))
    return try Interval(from: lower, to: upper)
  }

  /// Between which values the degrees of freedom of any ratio lie; nil where one critical value serves all.
  ///
  /// Without a shared part they lie between the smaller of the two and their sum. A shared part of either sign can bring them
  /// below; a quarter is then taken, which only makes the search longer.
  private var freedomRange: ClosedRange<Double>? {
    guard case .perPart(let shared, let limit) = evidence.freedom else { return nil }
    let (zero, one) = (evidence.control.degreesOfFreedom, evidence.variant.degreesOfFreedom)
    let fewest = min(zero, one)
    guard fewest <= StudentT.normalLimit else { return nil }
    let isShared =
      evidence.covariance != 0 || evidence.control.variance != evidence.control.ownVariance
      || evidence.variant.variance != evidence.variant.ownVariance
    guard isShared else { return fewest...(zero + one) }
    let most = min(limit, zero + one + shared)
    return min(most, max(1, min(fewest, shared) / 4))...most
  }

  private enum Side: Double {
    case lower = -1
    case upper = 1
  }

  private func criticalValue(_ r: Double) -> Double {
    criticalValue(degreesOfFreedom: evidence.degreesOfFreedom(r: r))
  }

  private func criticalValue(degreesOfFreedom: Double) -> Double {
    boundary.criticalValue(degreesOfFreedom: degreesOfFreedom, variance: variance)
  }

  /// The closed form for a constant c; infinite when it leaves the ratio unbounded.
  private func limit(_ c: Double, _ side: Side) -> Double {
    FiellerQuadratic(evidence).limit(c, side: side.rawValue)
  }

  /// How far outward, in distances of the nearest possible limit, a ratio is sought that is rejected.
  private static let reach = 1e6
  /// The factor between the distances that are looked at.
  private static let step = 1.05

  /// The one ratio on a side of the estimate beyond which all are rejected and before which none is.
  ///
  /// ν(r) has bounds, so c(ν(r)) has, and closed forms with these bound the limit. Between them the sign of |Z| − c(ν) must change once; where few degrees of freedom let it
  /// change again, the ratios that are not rejected are no interval, and none is given.
  private func solve(_ side: Side, _ range: ClosedRange<Double>) throws(NotEstimable) -> Double {
    let center = center
    func excess(_ r: Double) -> Double { abs(evidence.statistic(r: r, delta: 0)) - criticalValue(r) }
    let nearest = abs(limit(criticalValue(degreesOfFreedom: range.upperBound), side) - center)
    let farthest = abs(limit(criticalValue(degreesOfFreedom: range.lowerBound), side) - center)
    // The far end of the line is as good as the control alone against zero.
    let farEnd = criticalValue(degreesOfFreedom: evidence.control.degreesOfFreedom)
    if farthest.isInfinite, evidence.control.value.magnitude <= farEnd * evidence.control.variance.squareRoot() {
      throw .liftUndefined
    }
    let end = min(farthest, nearest * Self.reach) * Self.step
    var (inside, outside): (Double, Double?) = (center, nil)
    var distance = nearest / Self.step
    while distance < end {
      distance *= Self.step
      let r = center + side.rawValue * distance
      let isRejected = excess(r) >= 0
      if outside != nil, !isRejected { throw .liftUndefined }
      if outside == nil, isRejected { outside = r }
      if outside == nil { inside = r }
    }
    guard let outside, let root = Root.brent(in: min(inside, outside)...max(inside, outside), excess) else {
      throw .liftUndefined
    }
    return root
  }
}
