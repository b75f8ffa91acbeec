internal import Planning
internal import Statistics

/// What was seen of a metric's variants beside moments, in all units or in a segment.
struct SeenValues {
  /// The values of each variant at the ranks of its quantile.
  private(set) var ranked: [RankedValues]?
  private(set) var curves: SurvivalTables?
  /// The totals of units that share a value.
  private(set) var cells: [CellTotals]

  /// Of the units of a summary.
  init(_ metric: PlannedMetric, _ summary: ExperimentSummary) {
    ranked = metric.quantile.flatMap { summary.quantiles[$0] }
    curves = metric.survival.flatMap { summary.survivals[$0] }
    cells = summary.shared[metric.name, default: []].map(\.totals)
  }

  /// Of a segment that only sums were read of.
  ///
  /// - Parameter attribute: the position of the segment's attribute.
  init(_ metric: PlannedMetric, _ summary: ExperimentSummary, in attribute: Int, _ value: String?) {
    cells = summary.shared[metric.name, default: []].filter { $0.segments[attribute] == value }.map(\.totals)
  }
}
