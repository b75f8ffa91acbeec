internal import Planning
internal import Statistics
internal import SummarySQL

/// What clusters cost a comparison, and what few of them make of its estimate (Methods/clusters, "Few or unequal clusters").
struct ClusterAnswer {
  /// The estimate that leads: with the variance for few clusters (CR2) and its degrees of freedom where few or unequal clusters
  /// stand against each other, else that of the delta method, with a warning where it has no such variance.
  let estimate: Estimate
  /// nil where the rows of clusters are not at hand.
  let diagnostics: ClusterDiagnostics?

  /// nil where the rows of analysis are no clusters whose totals are compared.
  ///
  /// - Parameter estimate: that of the delta method.
  init?(_ source: ComparisonSource, _ comparison: Comparison, _ estimate: Estimate) {
    guard let effective = source.effectiveClusters(comparison.contrast) else { return nil }
    var rows: (control: [ClusterRow], variant: [ClusterRow])?
    if let kept = source.rows?.rows, let pair = comparison.contrast.pair {
      let isTruth = source.metric.isProbability
      rows = (kept.clusters(of: pair.control, isTruth: isTruth), kept.clusters(of: pair.variant, isTruth: isTruth))
    }
    diagnostics = rows.flatMap { try? ClusterDiagnostics(control: $0.control, variant: $0.variant) }
    guard effective < ClusterLimits.enough, case .success(.normal) = estimate.evidence else {
      self.estimate = estimate
      return
    }
    // Of adjusted values, and of denominators below zero, no such variance is known.
    guard let rows, estimate.adjustment == nil, (rows.control + rows.variant).allSatisfy({ $0.size >= 0 }) else {
      self.estimate = estimate.warning(of: .fewClusters)
      return
    }
    let evidence = Result { () throws(NotEstimable) in
      Evidence.normal(try CR2.evidence(control: rows.control, variant: rows.variant))
    }
    // The degrees of freedom say what few clusters are worth.
    let warnings = (try? evidence.get()) == nil ? [] : estimate.warnings.filter { $0 != .smallSample }
    self.estimate = Estimate(
      method: CR2.key, counts: estimate.counts, control: estimate.control, variant: estimate.variant,
      evidence: evidence, warnings: warnings)
  }
}
