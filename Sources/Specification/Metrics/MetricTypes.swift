/// The metric types that can be analyzed.
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
    TimeToEventMetric.self,
  ]

  /// The words of `type`: those of `all`, then the presets.
  package static let vocabulary = Vocabulary<Int>(
    "metric type",
    all.enumerated().map { ($0.element.type, $0.offset) }
      + MetricPresets.all.enumerated().map { ($0.element.name, all.count + $0.offset) })
}
