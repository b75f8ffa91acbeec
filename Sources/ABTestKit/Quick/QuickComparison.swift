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

  /// The test that there is no difference.
  ///
  /// - Throws: the reason why there is none; a p-value is never given without its interval.
  func test() throws(NotEstimable) -> TestResult {
    _ = try interval(.absolute)
    return try estimate.test(.linear(r: 1, delta: 0), alternative: .twoSided, Self.boundary)
  }

  func interval(_ estimand: Estimand) throws(NotEstimable) -> Interval {
    try estimate.interval(on: estimand, alternative: .twoSided, Self.boundary)
  }

  /// Mid-p of few counts in an uneven split, which decides in an analysis, or Barnard's exact p-value of sparse counts; nil where
  /// the score test stands alone.
  func exactP() -> Result<(p: Double, decides: Bool), NotEstimable>? {
    guard case .success(.scoreCounts(let counts)) = estimate.evidence, counts.isFragile || counts.isSparse else {
      return nil
    }
    let test: ExactProportionTest = counts.isFragile ? .midP : .barnard
    return Result { () throws(NotEstimable) in
      (try test.pValue(counts: counts, alternative: .twoSided).p, counts.isFragile)
    }
  }
}
