internal import Planning
internal import Statistics
internal import Terms

/// One metric on one comparison, in all units or in a segment: its estimate and the answers to its questions, before other
/// comparisons are looked at.
struct ComparisonDraft {
  let source: ComparisonSource
  let comparison: Comparison
  /// All variants, of which the comparison is one question; nil where doses are compared.
  let variants: (any VariantComparison)?
  let estimate: Estimate
  /// What an unadjusted comparison of the same units gives.
  let unadjusted: Estimate
  let tests: [HypothesisTest]
  /// What the estimate answers to each test, made once, for intervals of doses and of skewed values take their time.
  private let outcomes: [TestOutcome]
  /// The test of another method that decides or stands beside the one of the estimate.
  let alternative: AlternativeTest?
  /// What the interval says of a published effect, where the comparison is asked for it.
  private(set) var claim: PublishedClaim?
  /// What clusters tell.
  let clusters: ClusterAnswer?
  /// The curve along which doses are compared instead of variants.
  let dose: DoseFit?

  /// Two variants, or two groups of them.
  init(_ source: ComparisonSource, _ comparison: Comparison, _ variants: any VariantComparison) {
    let (metric, contrast) = (source.metric, comparison.contrast)
    (self.source, self.comparison, self.variants) = (source, comparison, variants)
    dose = nil
    let estimate = variants.estimate(contrast).checkingTrials(source).refusingMovingCap(source, contrast)
    let possible = metric.isClustered ? estimate.refusing(fewerThan: metric.method.fewestClusters) : estimate
    let clusters = ClusterAnswer(source, comparison, possible)
    self.clusters = clusters
    self.estimate =
      source.rows?.replicates(comparison).map(possible.replacing) ?? clusters?.estimate ?? possible
    unadjusted = estimate.adjustment == nil ? estimate : variants.unadjusted(contrast)
    alternative = source.alternative(comparison, estimate)
    // Pairs of days are compared on the scale of shares; odds would have a statistic, and an answer, of their own.
    let all = metric.tests(on: contrast).filter { source.pairs == nil || $0.estimand != .oddsRatio }
    // A metric's own question is asked of all units; segments are looked at for differences.
    let isAsked = source.segment == nil && source.isMeant(comparison)
    tests = isAsked ? all : all.filter { $0.testsNoDifference }
    outcomes = Self.outcomes(tests, of: self.estimate, at: source.look)
    claim = PublishedClaim(self)
  }

  /// Two doses along the curve of a metric, in all units.
  init(_ source: ComparisonSource, _ fit: DoseFit) {
    let (metric, method) = (source.metric, fit.method)
    self.source = source
    dose = fit
    comparison = Comparison(doses: method.from, method.to, of: method.dose)
    (variants, clusters) = (nil, nil)
    let estimate = Estimate(fit.curve, units: fit.units, method, isProbability: metric.isProbability)
    self.estimate = fit.droppedCovariates ? estimate.warning(of: .covariateDropped) : estimate
    unadjusted = estimate
    tests = metric.tests(on: comparison.contrast)
    outcomes = Self.outcomes(tests, of: self.estimate, at: source.look)
    alternative = AlternativeTest.trend(fit, estimate)
    claim = PublishedClaim(self)
  }

  private static func outcomes(_ tests: [HypothesisTest], of estimate: Estimate, at look: Look) -> [TestOutcome] {
    tests.map { TestOutcome($0, of: estimate, at: look) }
  }

  /// What the estimate answers to a test, one of the draft's own or another.
  func outcome(of test: HypothesisTest) -> TestOutcome {
    tests.firstIndex(of: test).map { outcomes[$0] } ?? TestOutcome(test, of: estimate, at: look)
  }

  var metric: PlannedMetric { source.metric }
  /// The look that every boundary is asked of.
  var look: Look { source.look }
  var segment: SegmentKey? { source.segment }

  /// Whether too few units carry the spread of a variant for a verdict, and no other method gives one.
  var concludesNothing: Bool { estimate.thinArm != nil && !(alternative?.decides ?? false) }

  /// The p-value of "no difference", which a family's correction is about.
  var pValue: Double? { tests.first.flatMap(pValue) }

  /// The p-value of a test of "no difference", by the method that decides.
  func pValue(of test: HypothesisTest) -> Double? {
    if let alternative, alternative.decides { return try? alternative.p(test, at: look).get() }
    return outcome(of: test).pValue
  }

  /// Whether the p-value is not that of a t or normal statistic whose correlation with others is that of the values, so that no
  /// joint distribution of several is known.
  var hasOwnDistribution: Bool {
    switch estimate.evidence {
    case .success(.replicates), .success(.difference), .success(.pooledShape): return true
    case .success, .failure: return alternative?.decides ?? false
    }
  }

  var statistic: Double? { tests.first.flatMap { outcome(of: $0).statistic } }
}

extension [ComparisonDraft] {
  /// The drafts of comparisons that are made once more, by the position of the first ones.
  func byPosition(in others: [ComparisonDraft]) -> [Int: ComparisonDraft] {
    reduce(into: [:]) { all, draft in
      let position = others.firstIndex { $0.metric.name == draft.metric.name && $0.comparison == draft.comparison }
      if let position { all[position] = draft }
    }
  }
}

extension Estimate {
  /// The error of the test whether denominators differ.
  private static let denominatorError = 0.05

  /// The estimate without evidence where totals of a ratio are cut whose denominators differ (Methods/caps, "Ratios").
  fileprivate func refusingMovingCap(_ source: ComparisonSource, _ contrast: Contrast) -> Estimate {
    guard source.metric.capRole == .cutsTotals, source.metric.functional == .ratio, case .success = evidence else {
      return self
    }
    let denominators = StratifiedMoments(arms: source.moments.arms.map { source.moments.pooled($0).coordinate(1) })
    let boundary = try? source.look.boundary(.twoSided, error: Self.denominatorError)
    let test = boundary.flatMap {
      try? DeltaMethod(.mean).estimate(denominators, contrast).test(.noDifference, alternative: .twoSided, $0)
    }
    guard let test, test.pValue < Self.denominatorError else { return self }
    return Estimate(
      method: method, counts: counts, control: control, variant: variant, evidence: .failure(.capMovesWithDenominator),
      adjustment: adjustment)
  }

  /// The estimate with a word on trials that nothing shows to be independent.
  fileprivate func checkingTrials(_ source: ComparisonSource) -> Estimate {
    guard source.metric.readsAggregates, source.pairs == nil, !source.plan.hasIndependentTrials(source.metric),
      case .success = evidence
    else { return self }
    return warning(of: .trialsAssumed)
  }

  /// The estimate with the replicates of a bootstrap as evidence, where there is anything to compare.
  fileprivate func replacing(_ replicates: Result<ReplicateEvidence, NotEstimable>) -> Estimate {
    guard case .success = evidence else { return self }
    return Estimate(
      method: "bootstrap-t", counts: counts, control: control, variant: variant,
      evidence: replicates.map(Evidence.replicates), thinArm: thinArm, adjustment: adjustment,
      warnings: warnings.filter { $0 != .smallSample })
  }

  /// The estimate without evidence where a variant has fewer clusters than any method takes
  /// (Methods/clusters, "Few or unequal clusters").
  fileprivate func refusing(fewerThan clusters: Int) -> Estimate {
    let fewest = min(counts.control, counts.variant)
    guard fewest > 0, fewest < clusters, case .success = evidence else { return self }
    return Estimate(
      method: method, counts: counts, control: control, variant: variant, evidence: .failure(.tooFew),
      adjustment: adjustment)
  }
}

extension HypothesisTest {
  var testsNoDifference: Bool { hypothesis == .superiority && nullValue == estimand.neutralValue }
}
