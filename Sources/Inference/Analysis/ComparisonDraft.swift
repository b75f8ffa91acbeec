internal import Planning
internal import Specification
internal import Statistics

/// One metric on one comparison, in all units or in a segment: its estimate and the answers to its questions, before other
/// comparisons are looked at.
struct ComparisonDraft {
  let metric: PlannedMetric
  let comparison: Comparison
  /// The look that every boundary is asked of.
  let look: Look
  let segment: SegmentKey?
  let estimate: Estimate
  /// What an unadjusted comparison of the same units gives.
  let unadjusted: Estimate
  let tests: [HypothesisTest]
  /// The test of another method that decides or stands beside the one of the estimate.
  let companion: CompanionAnswer?
  /// What the rows of clusters tell.
  let clusters: ClusterAnswer?
  /// The curve along which doses are compared instead of variants.
  let dose: DoseFit?

  /// - Parameters:
  ///   - moments: of what is averaged.
  ///   - alternative: the test of another method, given the estimate.
  init(
    _ source: DraftSource, _ comparison: Comparison, _ moments: StratifiedMoments, by estimator: any Estimator,
    alternative: (Estimate) -> CompanionAnswer? = { _ in nil }
  ) {
    let metric = source.metric
    self.metric = metric
    self.comparison = comparison
    (look, segment) = (source.look, source.segment)
    dose = nil
    let estimate = estimator.estimate(moments, comparison.contrast)
    let possible = metric.isClustered ? estimate.refusing(fewerThan: metric.measure.fewestClusters) : estimate
    self.estimate = source.rows?.replicates(comparison).map(possible.replacing) ?? possible
    unadjusted =
      estimate.adjustment == nil ? estimate : estimator.estimate(moments.unadjusted, comparison.contrast)
    companion = alternative(estimate)
    clusters = source.rows.flatMap { ClusterAnswer($0, comparison, estimate) }
    let all = metric.tests(on: comparison.contrast)
    // A metric's own question is asked of all units; segments are looked at for differences.
    tests = source.segment == nil ? all : all.filter { $0.isOfDifference }
  }

  /// The p-value of "no difference", which a family's correction is about.
  var pValue: Double? {
    if let companion, companion.decides { return try? companion.p.get() }
    guard let test = tests.first else { return nil }
    return try? test.answer(estimate, at: look).test.pValue
  }

  /// Whether the p-value is not that of a t or normal statistic, so that no joint distribution of several is known.
  var hasOwnDistribution: Bool {
    if case .success(.replicates) = estimate.evidence { return true }
    return companion?.decides ?? false
  }

  var statistic: Double? {
    guard let test = tests.first else { return nil }
    return try? test.answer(estimate, at: look).test.statistic
  }
}

extension Estimate {
  /// The estimate with the replicates of a bootstrap as evidence, where there is anything to compare.
  fileprivate func replacing(_ replicates: Result<ReplicateEvidence, NotEstimable>) -> Estimate {
    guard case .success = evidence else { return self }
    return Estimate(
      method: "bootstrap-t", counts: counts, control: control, variant: variant,
      evidence: replicates.map(Evidence.replicates), adjustment: adjustment,
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
  var isOfDifference: Bool { hypothesis == .superiority && nullValue == estimand.neutralValue }
}
