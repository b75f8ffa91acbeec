internal import Planning
internal import Specification
internal import Statistics

/// Metrics whose units share values, compared by what the cells of these units add up to.
enum SharedEstimates {
  /// nil where units share nothing.
  ///
  /// - Parameters:
  ///   - attribute: the position of a segment attribute; nil for all units.
  ///   - value: the value of the attribute.
  static func estimator(
    of metric: PlannedMetric, _ summary: ExperimentSummary, in attribute: Int? = nil, _ value: String? = nil
  ) -> (any Estimator)? {
    guard let totals = summary.shared[metric.name] else { return nil }
    let own = totals.filter { total in attribute.map { total.segments[$0] == value } ?? true }
    return CellClusters(metric.spec.metric.functional, cells: own.map(\.totals))
  }
}
