internal import Planning
internal import Statistics
internal import SummarySQL

/// What clusters cost a comparison, and the bias-reduced result that stands beside the one of the delta method where they are few.
struct ClusterAnswer {
  /// By CR2 with Satterthwaite's degrees of freedom; nil where there are clusters enough, or where covariates or strata take
  /// part, for which no such variance is known.
  let biasReduced: Estimate?
  let diagnostics: ClusterDiagnostics?
  /// Clusters so few that the bias-reduced result also answers questions about effects other than none
  /// (Methods/clusters, "Few or unequal clusters").
  let isSmall: Bool

  /// nil where the rows of analysis are units, or are not at hand.
  init?(_ rows: MetricRows, _ comparison: Comparison, _ estimate: Estimate) {
    guard rows.metric.isClustered, let kept = rows.rows, let pair = comparison.contrast.pair else { return nil }
    let isTruth = rows.metric.isProbability
    let zero = kept.clusters(of: pair.control, isTruth: isTruth)
    let one = kept.clusters(of: pair.variant, isTruth: isTruth)
    let fewest = min(zero.count, one.count)
    diagnostics = try? ClusterDiagnostics(control: zero, variant: one)
    isSmall = fewest < ClusterLimits.few
    guard fewest < ClusterLimits.enough, estimate.adjustment == nil, case .success(.normal) = estimate.evidence else {
      biasReduced = nil
      return
    }
    biasReduced = Estimate(
      method: "cluster-cr2", counts: estimate.counts, control: estimate.control, variant: estimate.variant,
      evidence: Result { () throws(NotEstimable) in .normal(try CR2.evidence(control: zero, variant: one)) })
  }
}
