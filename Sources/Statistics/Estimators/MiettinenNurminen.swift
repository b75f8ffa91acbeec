/// The score test of two proportions and the intervals that invert it, with covariates and strata where there are any.
///
/// Slopes are common to the variants. Without covariates and strata this is the method of Miettinen and Nurminen; with them
/// the adjusted proportions stand in the numerator, and the restricted variance is multiplied by what is left of it.
///
/// - Note: O. Miettinen, M. Nurminen (1985), *Statistics in Medicine* 4, 213-226; Methods/proportions.
package struct MiettinenNurminen: Estimator {
  package static let key = "miettinen-nurminen"

  /// Events, and non-events, that a covariate needs: with fewer its slope would be that of chance.
  package static let eventsPerCovariate = 10

  private let settings: AdjustmentSettings

  /// - Parameter settings: whose slopes are those of all variants, whatever they say.
  package init(settings: AdjustmentSettings = .init()) {
    var common = settings
    common.slopes = .common
    self.settings = common
  }

  package var description: String {
    "score test and intervals of Miettinen and Nurminen for the difference, the ratio and the odds ratio"
  }

  /// - Precondition: the first coordinate of the moments is 0 or 1 in every row.
  /// Pearson's test of the shares of all variants, Wald's of adjusted ones.
  package func omnibus(_ moments: StratifiedMoments, control: Int) throws(NotEstimable) -> OmnibusTest {
    guard moments.covariates == 0, moments.strata.count == 1 else {
      return try OmnibusTest.wald(joint(moments), control: control)
    }
    let cells = moments.arms.map { moments.pooled($0) }
    return try OmnibusTest.pearson(successes: cells.map(\.successes), trials: cells.map(\.count))
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    let rows = borne(moments)
    guard let pair = contrast.pair else { return generic.estimate(rows.moments, contrast) }
    let hasAdjustment = rows.moments.covariates > 0 || rows.moments.strata.count > 1
    let estimate =
      hasAdjustment
      ? adjusted(rows.moments, contrast, pair) : compare(moments.pooled(pair.control), moments.pooled(pair.variant))
    return rows.notes.reduce(estimate) { $0.warning(of: $1) }
  }

  package func joint(_ moments: StratifiedMoments) -> JointValues { generic.joint(borne(moments).moments) }

  package func influence(_ moments: StratifiedMoments) -> UnitInfluence? {
    let own = borne(moments).moments
    return generic.influence(own)?.ignoring(moments.covariates - own.covariates)
  }

  /// The method for sums of several variants, whose restricted estimates are not defined.
  private var generic: DeltaMethod { DeltaMethod(.mean, isProbability: true, settings: settings) }

  /// The moments without covariates where events, or non-events, are too few for them.
  private func borne(_ moments: StratifiedMoments) -> (moments: StratifiedMoments, notes: [EstimateWarning]) {
    let cells = moments.arms.map { moments.pooled($0) }
    guard moments.covariates > 0, cells.allSatisfy({ $0.mean.allSatisfy(\.isFinite) }) else { return (moments, []) }
    let (events, units) = (cells.reduce(0) { $0 + $1.successes }, cells.reduce(0) { $0 + $1.count })
    let kept = moments.covariates - moments.droppedCovariates(settings).count
    guard min(events, units - events) < Self.eventsPerCovariate * kept else { return (moments, []) }
    return (moments.keeping(covariates: []), [.adjustmentDropped])
  }

  private func compare(_ control: Moments, _ variant: Moments) -> Estimate {
    let (zero, one) = (arm(control), arm(variant))
    let evidence: Result<Evidence, NotEstimable> = Result { () throws(NotEstimable) in
      .scoreCounts(try ScoreCounts(control: control, variant: variant))
    }
    let atBoundary = [control, variant].contains { $0.count > 0 && ($0.successes == 0 || $0.successes == $0.count) }
    return Estimate(
      method: Self.key, counts: (control.count, variant.count), control: zero, variant: one, evidence: evidence,
      warnings: atBoundary ? [.boundary] : [])
  }

  private func arm(_ cell: Moments) -> Result<ArmEvidence, NotEstimable> {
    cell.count == 0 ? .failure(.emptyArm) : .success(.counts(successes: cell.successes, trials: cell.count))
  }

  // MARK: Covariates and strata

  private func adjusted(
    _ moments: StratifiedMoments, _ contrast: Contrast, _ pair: (control: Int, variant: Int)
  ) -> Estimate {
    if let score = BoundaryProportion(moments, contrast, .mean) { return score.estimate }
    let fit = DeltaMethodFit(generic, moments)
    let joint = fit.joint
    let evidence: Result<Evidence, NotEstimable> = Result { () throws(NotEstimable) in
      let (zero, one) = (try joint.values[pair.control].get().value, try joint.values[pair.variant].get().value)
      let remaining = try RemainingVariance(moments, pair, settings).share
      guard remaining > Self.least else { throw .outcomeDetermined }
      return .scoreCounts(
        try ScoreCounts(
          control: moments.pooled(pair.control), variant: moments.pooled(pair.variant),
          adjustment: ScoreAdjustment(control: zero, variant: one, remaining: remaining)))
    }
    var warnings: [EstimateWarning] = []
    if case .success(.scoreCounts(let counts)) = evidence {
      if ![counts.controlValue, counts.variantValue].allSatisfy((0...1).contains) { warnings.append(.outsideRange) }
      if let balance = CovariateBalance(moments, control: pair.control, variant: pair.variant),
        balance.pValue < CovariateBalance.threshold
      {
        warnings.append(.covariateImbalance)
      }
      warnings += fit.notes
    }
    return Estimate(
      method: Self.key, counts: (joint.counts[pair.control], joint.counts[pair.variant]),
      control: joint.arms[pair.control], variant: joint.arms[pair.variant], evidence: evidence,
      adjustment: fit.adjustment, warnings: warnings)
  }

  /// The share of variance below which what is left is rounding.
  private static let least = 1e-12
}

extension ScoreCounts {
  /// - Precondition: the first coordinate of the moments is 0 or 1 in every row.
  /// - Throws: `emptyArm` when a variant has no rows; `numericallyUnreliable` where sums of the rows overflow.
  package init(
    control: Moments, variant: Moments, adjustment: ScoreAdjustment? = nil
  ) throws(NotEstimable) {
    guard control.mean[0].isFinite, variant.mean[0].isFinite else { throw .numericallyUnreliable }
    try self.init(
      controlSuccesses: control.successes, controlTrials: control.count, variantSuccesses: variant.successes,
      variantTrials: variant.count, adjustment: adjustment)
  }
}

extension Moments {
  /// The rows in which the first coordinate, which is 0 or 1, is 1.
  fileprivate var successes: Int { count == 0 ? 0 : Int((mean[0] * Double(count)).rounded()) }
}

extension Estimate {
  /// The estimate that counts alone give, without moments.
  package init(_ counts: ScoreCounts) {
    self.init(
      method: MiettinenNurminen.key, counts: (counts.controlTrials, counts.variantTrials),
      control: .success(.counts(successes: counts.controlSuccesses, trials: counts.controlTrials)),
      variant: .success(.counts(successes: counts.variantSuccesses, trials: counts.variantTrials)),
      evidence: .success(.scoreCounts(counts)))
  }
}
