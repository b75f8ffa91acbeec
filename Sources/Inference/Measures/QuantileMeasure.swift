internal import Planning
internal import Specification
internal import Statistics

/// Quantiles, compared by the values of each variant at certain ranks.
struct QuantileMeasure: Measure {
  init(_ words: QuantileMetric) {}

  func estimator(_ metric: PlannedMetric, _ summary: ExperimentSummary) -> any Estimator {
    guard let quantile = metric.quantile, let ranked = summary.quantiles[quantile] else { return metric.estimator }
    return metric.quantileEstimator(ranked) ?? metric.estimator
  }

  /// No other method compares quantiles.
  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? { nil }

  var isAverage: Bool { false }

  /// Below ten the randomization test decides, and a quantile has none: by simulation Woodruff's limits of five clusters miss
  /// up to five times as often as they promise, where they exist at all.
  var fewestClusters: Int { CompanionAnswer.fewClusters }
}
