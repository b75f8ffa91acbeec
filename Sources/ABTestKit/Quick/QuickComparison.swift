internal import Statistics

/// A treatment against the control: the estimate that an analysis of the same figures has.
struct QuickComparison {
  static let alpha = 0.05
  static let boundary = FixedHorizon().boundary(for: DesignQuestion(.twoSided, error: alpha))

  let control: QuickArm
  let variant: QuickArm
  let estimate: Estimate

  init(control: QuickArm, variant: QuickArm) {
    self.control = control
    self.variant = variant
    let estimator: any Estimator<StratifiedMoments> = control.isCounts ? MiettinenNurminen() : DeltaMethod(.mean)
    estimate = estimator.estimate(control: control.moments, variant: variant.moments)
  }

  var isOfProbabilities: Bool { control.isCounts }

  var estimands: [Estimand] { isOfProbabilities ? [.absolute, .relative, .oddsRatio] : [.absolute, .relative] }

  /// The p-value that decides whether there is a difference, and the test that it is of where that is not the one of the interval.
  ///
  /// - Throws: the reason why there is none; a p-value is never given without its interval.
  func deciding() throws(NotEstimable) -> (p: Double, test: String?) {
    _ = try interval(.absolute)
    if let counts, counts.isFragile {
      return (try ExactProportionTest.midP.pValue(counts: counts, alternative: .twoSided).p, "mid-p")
    }
    return (try estimate.test(.linear(r: 1, delta: 0), alternative: .twoSided, Self.boundary).pValue, nil)
  }

  func interval(_ estimand: Estimand) throws(NotEstimable) -> Interval {
    try estimate.interval(on: estimand, alternative: .twoSided, Self.boundary)
  }

  /// Barnard's exact p-value of sparse counts, where the score test decides; nil elsewhere.
  func exactP() -> Result<Double, NotEstimable>? {
    guard let counts, counts.isSparse, !counts.isFragile else { return nil }
    return Result { () throws(NotEstimable) in
      try ExactProportionTest.barnard.pValue(counts: counts, alternative: .twoSided).p
    }
  }

  private var counts: ScoreCounts? {
    if case .success(.scoreCounts(let counts)) = estimate.evidence { counts } else { nil }
  }
}
