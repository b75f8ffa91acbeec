/// The score test of two proportions and the intervals that invert it.
///
/// - Note: O. Miettinen, M. Nurminen (1985), *Statistics in Medicine* 4, 213-226; Methods/proportions.
package struct MiettinenNurminen: Estimator {
  package static let key = "miettinen-nurminen"

  package init() {}

  package var description: String {
    "score test and intervals of Miettinen and Nurminen for the difference, the ratio and the odds ratio"
  }

  /// - Precondition: the first coordinate of the moments is 0 or 1 in every row; there are no covariates and no strata.
  /// Pearson's test of the shares of all variants.
  package func omnibus(_ moments: StratifiedMoments, control: Int) throws(NotEstimable) -> OmnibusTest {
    let cells = moments.arms.map { moments.pooled($0) }
    return try OmnibusTest.pearson(
      successes: cells.map(\.successes), trials: cells.map(\.count))
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    guard let pair = contrast.pair else { return generic.estimate(moments, contrast) }
    return compare(moments.pooled(pair.control), moments.pooled(pair.variant))
  }

  package func joint(_ moments: StratifiedMoments) -> JointValues { generic.joint(moments) }

  /// The method for sums of several variants, whose restricted estimates are not defined.
  private var generic: DeltaMethod { DeltaMethod(.mean, isProbability: true) }

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
}

extension ScoreCounts {
  /// - Precondition: the first coordinate of the moments is 0 or 1 in every row.
  /// - Throws: `emptyArm` when a variant has no rows.
  package init(control: Moments, variant: Moments) throws(NotEstimable) {
    try self.init(
      controlSuccesses: control.successes, controlTrials: control.count, variantSuccesses: variant.successes,
      variantTrials: variant.count)
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
