internal import Planning
internal import Specification
internal import Statistics

/// One metric on one comparison, in all units or in a segment: its estimate and the answers to its questions, before other
/// comparisons are looked at.
struct ComparisonDraft {
  let metric: PlannedMetric
  let comparison: Comparison
  /// Of which every boundary is asked.
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

  init(
    _ metric: PlannedMetric, _ comparison: Comparison, _ moments: StratifiedMoments, by own: (any Estimator)? = nil,
    rows: MetricRows? = nil, at look: Look,
    segment: SegmentKey? = nil
  ) {
    self.metric = metric
    self.look = look
    self.comparison = comparison
    self.segment = segment
    dose = nil
    let estimator = own ?? metric.estimator
    let estimate = estimator.estimate(moments, comparison.contrast)
    let possible = metric.isClustered ? estimate.refusing(fewerThan: metric.fewestClusters) : estimate
    self.estimate = rows?.replicates(comparison).map(possible.replacing) ?? possible
    unadjusted =
      estimate.adjustment == nil ? estimate : estimator.estimate(moments.unadjusted, comparison.contrast)
    companion =
      CompanionAnswer.exact(metric, estimate, comparison.contrast)
      ?? CompanionAnswer.poisson(metric, estimate, moments, comparison.contrast, at: look)
      ?? rows.flatMap { CompanionAnswer.randomization($0, comparison, estimate) }
      ?? CompanionAnswer.logRank(metric, estimator, comparison.contrast, at: look)
    clusters = rows.flatMap { ClusterAnswer($0, comparison, estimate) }
    let all = metric.tests(on: comparison.contrast)
    // A metric's own question is asked of all units; segments are looked at for differences.
    tests = segment == nil ? all : all.filter { $0.isOfDifference }
  }

  /// A comparison of ranks, in all units.
  ///
  /// - Parameter moments: of the values, for the counts where there are no placements.
  init(
    ranks rows: MetricRows, _ comparison: Comparison, _ moments: StratifiedMoments, at look: Look,
    segment: SegmentKey? = nil
  ) {
    let (metric, settings) = (rows.metric, AdjustmentSettings(slopes: rows.metric.spec.slopes))
    do throws(NotEstimable) {
      let placements = try rows.placements(comparison)
      self.init(
        metric, comparison, placements, by: PlacementMeans(settings: settings, refusal: nil), at: look, segment: segment
      )
    } catch {
      self.init(
        metric, comparison, moments, by: PlacementMeans(settings: settings, refusal: error), at: look, segment: segment)
    }
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

extension PlannedMetric {
  /// The clusters that a variant needs for a result.
  ///
  /// Below ten the randomization test decides, and a quantile has none: by simulation Woodruff's limits of five clusters miss
  /// up to five times as often as they promise, where they exist at all.
  var fewestClusters: Int { quantile == nil && survival == nil ? CR2.fewestClusters : CompanionAnswer.fewClusters }
}

extension Estimate {
  /// The same with the replicates of a bootstrap, where there is anything to compare.
  fileprivate func replacing(_ replicates: Result<ReplicateEvidence, NotEstimable>) -> Estimate {
    guard case .success = evidence else { return self }
    return Estimate(
      method: "bootstrap-t", counts: counts, control: control, variant: variant,
      evidence: replicates.map(Evidence.replicates), adjustment: adjustment,
      warnings: warnings.filter { $0 != .smallSample })
  }

  /// The same without evidence where a variant has fewer clusters than any method takes (`methods.md` 8.3).
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
