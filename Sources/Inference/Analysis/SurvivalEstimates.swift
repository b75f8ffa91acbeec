internal import Planning
internal import Specification
internal import Statistics

/// What times to events need beside the summary: the events and censorings of each variant.
enum SurvivalEstimates {
  /// The planned way to compare a metric's curves, with what was seen; nil for other metrics.
  static func estimator(of metric: PlannedMetric, _ summary: ExperimentSummary) -> (any Estimator)? {
    guard let survival = metric.survival, let tables = summary.survivals[survival] else { return nil }
    switch metric.estimator {
    case let curves as SurvivalComparison: return curves.reading(tables.variants)
    case is HazardComparison: return HazardComparison(strata: tables.strata)
    default: return nil
    }
  }
}
