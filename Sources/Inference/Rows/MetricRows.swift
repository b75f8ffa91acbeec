internal import Planning
internal import Statistics
internal import SummarySQL
internal import Terms

/// One metric with its rows, where they are held.
struct MetricRows {
  let plan: AnalysisPlan
  /// Position in the plan.
  let index: Int
  /// The groups of the summary.
  let groups: [SummaryGroup]
  /// nil where no method needs them, or where there are too many.
  let rows: KeptRows?
  /// nil where none is asked for.
  var bootstrap: MetricBootstrap?

  /// What replicates say of a comparison; nil where nobody asks them.
  func replicates(_ comparison: Comparison) -> Result<ReplicateEvidence, NotEstimable>? {
    guard metric.test == .bootstrap, let position = plan.comparisons.firstIndex(of: comparison) else { return nil }
    return bootstrap?.evidence(position)
  }

  var metric: PlannedMetric { plan.metrics[index] }
}
