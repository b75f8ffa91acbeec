/// The metric types that can be analyzed, and those that the grammar has beside them.
package enum MetricTypes {
  package static let all: [any Metric.Type] = [
    ProportionMetric.self,
    MeanMetric.self,
    RatioMetric.self,
    CountMetric.self,
    QuantileMetric.self,
    RankMetric.self,
    RetentionMetric.self,
    DoseResponseMetric.self,
    FunnelMetric.self,
  ]

  /// Types of the grammar that are refused until they are built; the second line are presets.
  package static let planned = [
    "time-to-event",
    "cpc", "cpm", "cpa", "ctr", "bounce-rate", "roi", "roas", "aov", "clv", "lead-rate", "mql-rate", "sql-rate",
  ]

  /// The words of `type`, each with its position in `all`.
  package static let vocabulary = Vocabulary<Int>(
    "metric type", all.enumerated().map { ($0.element.type, $0.offset) }, planned: planned)
}
