internal import Planning

/// One metric with its rows, where they are held.
struct MetricRows {
  let plan: AnalysisPlan
  /// Position in the plan.
  let index: Int
  /// The groups of the summary.
  let groups: [SummaryGroup]
  /// nil where no method needs them, or where there are too many.
  let rows: KeptRows?

  var metric: PlannedMetric { plan.metrics[index] }
}
