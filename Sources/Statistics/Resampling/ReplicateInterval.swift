#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The null values that replicates do not reject, as an interval: from the estimate outward to the first that is rejected.
///
/// - Note: Methods/bootstrap, "Intervals".
struct ReplicateInterval {
  private let evidence: ReplicateEvidence
  /// Replicates that may lie beyond a statistic that is rejected, the observed one counted.
  private let most: Int
  private let tail: Double

  /// - Parameter tail: of each side, above 0.
  /// - Throws: `tooFew` when no p-value of so few replicates reaches the level.
  init(_ evidence: ReplicateEvidence, tail: Double) throws(NotEstimable) {
    self.evidence = evidence
    most = try OrderStatistics.most(of: evidence.pairs.count, tail: tail)
    self.tail = tail
  }

  private enum Side { case above, below }

  /// Whether a null value of the difference is rejected because the statistic is far out on a side.
  private func isRejected(_ delta: Double, _ side: Side) -> Bool {
    let z = evidence.observed.statistic(r: 1, delta: delta)
    let t = evidence.studentized(r: 1, delta: delta)
    return 1 + (side == .above ? t.count { $0 >= z } : t.count { $0 <= z }) <= most
  }

  /// The values of t* that reject on either side, which are the same for all ratios.
  private func limits() throws(NotEstimable) -> (lower: Double, upper: Double) {
    try OrderStatistics(evidence.studentized(r: 1, delta: 0)).rejectionLimits(tail: tail)
  }

  private func interval(_ lower: Double, _ upper: Double) throws(NotEstimable) -> Interval {
    guard lower < upper else { throw .numericallyUnreliable }
    return Interval(lower, upper)
  }

  /// Limits of θ₁ − θ₀.
  ///
  /// The spread that an arm has under a null value grows with it, so that there may be none on a side.
  func difference() throws(NotEstimable) -> Interval {
    guard evidence.observed.variance(r: 1) > 0 else { throw .noVariation }
    let (zero, one) = (evidence.observed.control.value, evidence.observed.variant.value)
    let (center, error) = (one - zero, evidence.observed.variance(r: 1).squareRoot())
    func crossing(_ end: Double, _ side: Side) throws(NotEstimable) -> Double? {
      // p falls along the way in nearly all data. Where it does not, its value at 0 decides about 0, as it does for a lift.
      let passesZero = center != 0 && (center < 0) == (end > 0)
      let endsBeforeZero = passesZero && isRejected(0, side)
      let start = passesZero && !endsBeforeZero ? 0 : center
      return try OutwardWalk(from: start, error: error).first(to: endsBeforeZero ? 0 : end) { inside, next in
        isRejected(next, side) ? Self.bisect(inside, next) { isRejected($0, side) } : nil
      }
    }
    return try interval(
      try crossing(-.infinity, .above) ?? -.infinity, try crossing(.infinity, .below) ?? .infinity)
  }

  /// The first value that is rejected between one that is not and one that is.
  private static func bisect(_ inside: Double, _ outside: Double, _ isRejected: (Double) -> Bool) -> Double {
    var (inside, outside) = (inside, outside)
    while true {
      let middle = inside + (outside - inside) / 2
      guard middle != inside, middle != outside else { return outside }
      if isRejected(middle) { outside = middle } else { inside = middle }
    }
  }

  /// Limits of θ₁/θ₀, by Fieller's quadratic with one constant on each side; 0 and infinity where there are none of values that
  /// are never negative.
  ///
  /// - Throws: `liftUndefined` where the control's value is 0; `noVariation` where all ratios but that of the estimate are rejected, for
  ///   the variant has only zeros.
  func ratio() throws(NotEstimable) -> Interval {
    let (zero, limits) = (evidence.observed.control.value, try limits())
    guard zero != 0 else { throw .liftUndefined }
    guard evidence.observed.variance(r: 1) > 0 else { throw .noVariation }
    let (one, z) = (evidence.observed.variant, evidence.observed.statistic(r: 1, delta: 0))
    // A variant of zeros alone has the same statistic at all ratios, and none at 0.
    if one.value == 0, one.variance == 0, z <= limits.lower || z >= limits.upper { throw .noVariation }
    let quadratic = FiellerQuadratic(evidence.observed)
    // As the ratio grows the statistic falls, or rises where the control is negative.
    let (atLower, atUpper) = zero > 0 ? (limits.upper, limits.lower) : (limits.lower, limits.upper)
    let least = evidence.nullRatio.isNonNegative ? 0 : -Double.infinity
    return try interval(
      max(least, quadratic.crossing(atLower) ?? least), quadratic.crossing(atUpper) ?? .infinity)
  }

  /// Limits of the odds ratio.
  func oddsRatio() throws(NotEstimable) -> Interval {
    let (odds, limits) = (try LogOddsRatio(evidence.observed), try limits())
    return try Interval(
      from: exp(odds.estimate - limits.upper * odds.standardError),
      to: exp(odds.estimate - limits.lower * odds.standardError))
  }
}
