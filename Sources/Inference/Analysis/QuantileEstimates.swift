package import Planning
internal import Specification
package import Statistics

/// What quantile metrics need beside the summary: the values of each variant at certain ranks.
package enum QuantileEstimates {
  /// How a metric's variants are compared: the planned way, with the values of a quantile metric that were read.
  static func estimator(of metric: PlannedMetric, _ summary: ExperimentSummary) -> any Estimator {
    guard let mover = metric.estimator as? WoodruffMover, let quantile = metric.quantile,
      let ranked = summary.quantiles[quantile]
    else { return metric.estimator }
    return mover.reading(ranked)
  }

  /// The raw quantile of each variant, nil where it has no values; the summary counts the values on both sides of it.
  package static func thresholds(_ raw: [PlannedQuantile: [RankedValues]]) -> [PlannedQuantile: [Double?]] {
    Dictionary(
      uniqueKeysWithValues: raw.map { quantile, ranked in
        (quantile, ranked.map { try? $0.value(at: quantile.probability) })
      })
  }

  /// Per quantile and variant, the ranks of the raw quantile.
  package static func rawRanks(_ raw: [PlannedQuantile: [RankedValues]]) -> [PlannedQuantile: [Set<Int>]] {
    Dictionary(
      uniqueKeysWithValues: raw.map { quantile, ranked in
        (quantile, ranked.map { $0.count > 0 ? [$0.rank(at: quantile.probability)] : [] })
      })
  }

  /// Per quantile and variant, the ranks whose values the comparisons of all its metrics read, with and without adjustment.
  package static func ranks(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [PlannedQuantile: [Set<Int>]] {
    var all: [PlannedQuantile: [Set<Int>]] = [:]
    for (index, metric) in plan.metrics.enumerated() {
      guard let quantile = metric.quantile, let mover = estimator(of: metric, summary) as? WoodruffMover else {
        continue
      }
      let moments = MetricTable(plan, index, summary.groups).moments
      for needed in [mover.ranks(moments), mover.ranks(moments.unadjusted)] {
        all[quantile] = all[quantile].map { zip($0, needed).map { $0.union($1) } } ?? needed
      }
    }
    return all
  }
}
