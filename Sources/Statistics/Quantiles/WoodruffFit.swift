/// The quantiles of all variants with their limits, from the moments of the shares and the values at the levels.
struct WoodruffFit {
  /// The row vector without the values strictly below the quantile, or with half of those equal to it: a ratio with its covariates.
  let shares: StratifiedMoments
  /// Whether values lie on a lattice that is coarse for the error of a quantile, so that quantiles are those of the
  /// mid-distribution.
  let isMid: Bool
  /// The levels at which the quantile of each variant and its limits are read.
  let levels: [Result<QuantileLevels, NotEstimable>]

  private let method: WoodruffMover
  private let moments: StratifiedMoments
  private let ranked: [RankedValues]
  private let sharesJoint: JointValues

  init(_ method: WoodruffMover, _ sample: RankedSample) {
    let moments = sample.moments
    precondition(moments.outcomes == 3)
    self.method = method
    self.moments = moments
    ranked = sample.ranked
    let isMid =
      ranked.allSatisfy { $0.mid != nil || $0.count == 0 }
      && ranked.contains { $0.mid?.isLattice(at: method.probability) ?? false }
    // Half of the values below or at it and half of those below it are those of the mid-distribution.
    let shares = moments.sums(ofOutcomes: isMid ? [[0, 2], [1, 1]] : [[0], [1]])
    let joint = DeltaMethod(.ratio, row: .cluster, settings: method.settings).joint(shares)
    (self.shares, self.isMid) = (shares, isMid)
    sharesJoint = joint
    levels = moments.arms.map { arm in
      isMid
        ? Self.midLevels(method.probability, shares.pooled(arm), joint.values[arm])
        : Self.levels(method.probability, moments.pooled(arm), joint.values[arm])
    }
  }

  private static func midLevels(
    _ probability: Double, _ pooled: Moments, _ adjusted: Result<ArmValue, NotEstimable>
  ) -> Result<QuantileLevels, NotEstimable> {
    Result { () throws(NotEstimable) in
      try QuantileLevels(
        probability: probability, share: pooled.mean[0] / pooled.mean[1], adjusted: try adjusted.get(),
        count: pooled.mean[1] * Double(pooled.count))
    }
  }

  /// The ranks between which values and their counts are read, per variant; nil where no variant has coarse values.
  var countedRanks: [ClosedRange<Int>]? {
    let mid = moments.sums(ofOutcomes: [[0, 2], [1, 1]])
    let joint = DeltaMethod(.ratio, row: .cluster, settings: method.settings).joint(mid)
    guard moments.arms.contains(where: isCoarse) else { return nil }
    return moments.arms.map { arm in
      let ranked = ranked[arm]
      guard let levels = try? Self.midLevels(method.probability, mid.pooled(arm), joint.values[arm]).get() else {
        let rank = ranked.rank(at: method.probability)
        return rank...rank
      }
      return min(ranked.rank(at: levels.lower), ranked.rank(at: levels.middle))...ranked.rank(at: levels.upper)
    }
  }

  /// Whether more units share the quantile's own value than its error allows.
  private func isCoarse(_ arm: Int) -> Bool {
    let pooled = moments.pooled(arm)
    guard ranked[arm].count > 0, pooled.count > 0 else { return false }
    let share = (pooled.mean[0] - pooled.mean[2]) / pooled.mean[1]
    let error = (try? sharesJoint.values[arm].get())?.variance.squareRoot() ?? 0
    return share * Double(ranked[arm].count) > 1.5
      && share > QuantileLevels.coarseShare * QuantileLevels.criticalValue * error
  }

  /// The value of a variant at a level.
  private func value(_ ranked: RankedValues, _ level: Double) throws(NotEstimable) -> Double {
    if isMid, let mid = ranked.mid { return try mid.value(at: level) }
    return try ranked.value(at: level)
  }

  private static func levels(
    _ probability: Double, _ pooled: Moments, _ adjusted: Result<ArmValue, NotEstimable>
  ) -> Result<QuantileLevels, NotEstimable> {
    Result { () throws(NotEstimable) in
      let adjusted = try adjusted.get()
      let values = pooled.mean[1] * Double(pooled.count)
      guard adjusted.variance > 0 else {
        // Every value is at most the quantile, or every unit has the same share of such values.
        let isShort = values * min(probability, 1 - probability) < QuantileLevels.smallestTail
        throw isShort ? .identifiability : .ties
      }
      return try QuantileLevels(
        probability: probability, share: pooled.mean[0] / pooled.mean[1], strictShare: pooled.mean[2] / pooled.mean[1],
        adjusted: adjusted, count: values)
    }
  }

  /// The quantile of each variant with the errors to both sides.
  var arms: [Result<WoodruffEvidence.Arm, NotEstimable>] {
    moments.arms.map { arm in
      Result { () throws(NotEstimable) in
        let levels = try levels[arm].get()
        let ranked = try ranked(arm)
        let value = try value(ranked, levels.middle)
        let c = QuantileLevels.criticalValue
        return WoodruffEvidence.Arm(
          value: value, errorBelow: max(0, value - (try self.value(ranked, levels.lower))) / c,
          errorAbove: max(0, (try self.value(ranked, levels.upper)) - value) / c)
      }
    }
  }

  /// r of the shares, which is that of the quantiles.
  func correlation(_ a: Int, _ b: Int) throws(NotEstimable) -> Double {
    let errors = (try sharesJoint.covariance(a, a) * (try sharesJoint.covariance(b, b))).squareRoot()
    return errors > 0 ? try sharesJoint.covariance(a, b) / errors : 0
  }

  /// The quantiles of all variants with symmetric standard errors, for questions about several of them.
  var joint: JointValues {
    let arms = arms
    let values = arms.map { arm in
      arm.map { ArmValue(value: $0.value, variance: $0.standardError * $0.standardError, degreesOfFreedom: .infinity) }
    }
    let covariances = moments.arms.map { a in
      moments.arms.map { b -> Double in
        guard a != b, let one = try? arms[a].get(), let other = try? arms[b].get(), let r = try? correlation(a, b)
        else {
          return 0
        }
        return r * one.standardError * other.standardError
      }
    }
    return JointValues(
      arms: moments.arms.map { alone($0, arms[$0]) }, counts: sharesJoint.counts, values: values,
      covariances: covariances, freedom: .common(.infinity))
  }

  func warnings(_ contrast: Contrast) -> [EstimateWarning] {
    let tails = (contrast.control + contrast.variant).compactMap { try? levels[$0.arm].get().tail }
    return (tails.contains { $0 < QuantileLevels.reliableTail } ? [.shortTail] : []) + (isMid ? [.midQuantile] : [])
  }

  var ranks: [Set<Int>] {
    moments.arms.map { arm in
      guard let ranked = try? ranked(arm) else { return [] }
      let exact = Set(orderStatistics(arm).map { [$0.lower, $0.upper] } ?? [])
      switch levels[arm] {
      case .success(let levels):
        return exact.union([levels.middle, levels.lower, levels.upper].map { ranked.rank(at: $0) })
      case .failure: return exact.union([ranked.rank(at: method.probability)])
      }
    }
  }

  private func ranked(_ arm: Int) throws(NotEstimable) -> RankedValues {
    guard ranked[arm].count > 0 else { throw .emptyArm }
    return ranked[arm]
  }

  /// What is known about a variant alone; its raw quantile where it has no limits.
  private func alone(
    _ arm: Int, _ woodruff: Result<WoodruffEvidence.Arm, NotEstimable>
  ) -> Result<ArmEvidence, NotEstimable> {
    Result { () throws(NotEstimable) in
      let ranked = try ranked(arm)
      let value: Double
      if case .success(let arm) = woodruff {
        value = arm.value
      } else {
        value = try ranked.value(at: method.probability)
      }
      let limits = woodruff.map(QuantileLimits.woodruff)
      guard let ranks = orderStatistics(arm), let lower = ranked.values[ranks.lower],
        let upper = ranked.values[ranks.upper]
      else { return .quantile(value, limits) }
      return .quantile(
        value, .success(.orderStatistics(Interval(lower, upper), tail: method.tail, otherwise: limits)))
    }
  }

  /// The ranks of the exact interval, where every unit has one value, nothing is adjusted, and the quantile is a value.
  private func orderStatistics(_ arm: Int) -> OrderStatisticRanks? {
    let pooled = moments.pooled(arm)
    guard !isMid, moments.covariates == 0, moments.strata.count == 1, pooled.mean[1] == 1, pooled.products[1, 1] == 0
    else {
      return nil
    }
    return OrderStatisticRanks(count: pooled.count, probability: method.probability, tail: method.tail)
  }
}
