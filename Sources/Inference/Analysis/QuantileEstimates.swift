internal import Planning
internal import Specification
internal import Statistics

/// Quantile metrics with the values of each variant that were read.
enum QuantileEstimates {
  /// How a metric's variants are compared: the planned way, with the values of a quantile metric that were read.
  static func estimator(of metric: PlannedMetric, _ summary: ExperimentSummary) -> any Estimator {
    guard let mover = metric.estimator as? WoodruffMover, let quantile = metric.quantile,
      let ranked = summary.quantiles[quantile]
    else { return metric.estimator }
    return mover.reading(ranked)
  }
}
