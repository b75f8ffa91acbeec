/// The comparison of quantiles by Woodruff's limits, which MOVER combines.
///
/// The row vector is [values at or below the variant's raw quantile, values, values strictly below it] and the covariates: of
/// a unit, or of a cluster. The share of the first two is adjusted like any ratio; what adjustment moves it by, and its
/// standard error, become levels at which the values are read.
///
/// - Note: R. S. Woodruff (1952), *JASA* 47, 635-646; G. Y. Zou, A. Donner (2008), *Statistics in Medicine* 27, 1693-1702;
///   Methods/quantiles.
package struct WoodruffMover: Estimator {
  package static let key = "woodruff-mover"
  /// Names the method where values lie on a coarse lattice, so that quantiles are those of the mid-distribution.
  package static let midKey = "mid-quantile-mover"

  /// p.
  package let probability: Double
  package let settings: AdjustmentSettings
  /// The tail of the printed interval of a variant alone, which order statistics are chosen for.
  package let tail: Double

  package init(probability: Double, settings: AdjustmentSettings = .init(), tail: Double = 0.025) {
    precondition(probability > 0 && probability < 1)
    self.probability = probability
    self.settings = settings
    self.tail = tail
  }

  package var description: String {
    "Woodruff's limits of each quantile, combined by MOVER; MOVER-R for the relative difference"
  }

  /// Per variant, the ranks whose values a comparison reads; of the sample only the counts of values are needed.
  package func ranks(_ sample: RankedSample) -> [Set<Int>] { WoodruffFit(self, sample).ranks }

  /// Per variant, the ranks between which it must be known how often values occur; nil where few units share values.
  package func countedRanks(_ sample: RankedSample) -> [ClosedRange<Int>]? { WoodruffFit(self, sample).countedRanks }

  package func joint(_ sample: RankedSample) -> JointValues { WoodruffFit(self, sample).joint }

  package func estimate(_ sample: RankedSample, _ contrast: Contrast) -> Estimate {
    let fit = WoodruffFit(self, sample)
    let shares = DeltaMethod(.ratio, row: .cluster, settings: settings).estimate(fit.shares, contrast)
    let joint = fit.joint
    let evidence: Result<Evidence, NotEstimable> = Result { () throws(NotEstimable) in
      guard let pair = contrast.pair else { return .normal(try joint.evidence(contrast)) }
      return .woodruff(
        try WoodruffEvidence(
          control: try fit.arms[pair.control].get(), variant: try fit.arms[pair.variant].get(),
          correlation: try fit.correlation(pair.control, pair.variant)))
    }
    return Estimate(
      method: fit.isMid ? Self.midKey : method, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: joint.side(contrast.control), variant: joint.side(contrast.variant), evidence: evidence,
      adjustment: shares.adjustment,
      warnings: (try? evidence.get()) == nil ? [] : shares.warnings.filter(Self.concerns) + fit.warnings(contrast))
  }

  /// Whether a warning about the shares says something about the quantiles; what does not speaks of their t distribution.
  private static func concerns(_ warning: EstimateWarning) -> Bool {
    [.covariateDropped, .slopesPooled, .adjustmentDropped, .strataMerged, .covariateImbalance].contains(warning)
  }
}

/// Moments around the raw quantiles of all variants, with values at ranks.
package struct RankedSample: EstimatorSample {
  let moments: StratifiedMoments
  /// Per variant.
  let ranked: [RankedValues]

  /// - Precondition: one list of values per variant of the moments.
  package init(_ moments: StratifiedMoments, _ ranked: [RankedValues]) {
    precondition(ranked.count == moments.arms.count)
    (self.moments, self.ranked) = (moments, ranked)
  }

  package var unadjusted: RankedSample { RankedSample(moments.unadjusted, ranked) }
}
