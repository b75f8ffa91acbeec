package import Specification

/// A metric of the matrix: a type, or a variant of one, with the simulated outcome that it is tried on.
///
/// A new metric type is a line in `all`; a test compares the list with `MetricTypes.all`.
package struct MatrixKind: Sendable {
  /// The name as a heading shows it.
  package let name: String
  package let metric: any Metric.Type
  /// The keys of the metric in the spec beside its name and type.
  package let keys: String
  package let outcome: SimulatedOutcome
  /// Whether doses are compared, which the variants have.
  package let hasDoses: Bool

  package init(
    _ name: String, _ metric: any Metric.Type, _ keys: String, _ outcome: SimulatedOutcome, hasDoses: Bool = false
  ) {
    self.hasDoses = hasDoses
    self.name = name
    self.metric = metric
    self.keys = keys
    self.outcome = outcome
  }

  package static let all = [
    MatrixKind("Proportion", ProportionMetric.self, #""column": "converted""#, .conversion),
    MatrixKind("Mean", MeanMetric.self, #""column": "amount""#, .amount()),
    MatrixKind("Mean, capped", MeanMetric.self, #""column": "amount", "cap": { "value": 2 }"#, .amount(cap: 2)),
    MatrixKind("Mean of logarithms", MeanMetric.self, #""column": "amount", "log": true"#, .logAmount),
    MatrixKind("Count", CountMetric.self, #""column": "orders""#, .count),
    MatrixKind("Count, rare single events", CountMetric.self, #""column": "orders""#, .rareEvent),
    MatrixKind("Rate", CountMetric.self, #""column": "orders", "per": "sessions""#, .rate),
    MatrixKind(
      "Ratio", RatioMetric.self, #""numerator": "amount", "denominator": "sessions""#, .amountPerSession()),
    MatrixKind(
      "Ratio, capped", RatioMetric.self,
      #""numerator": "amount", "denominator": "sessions", "cap": { "value": 6, "of": "total" }"#,
      .amountPerSession(cap: 6)),
    MatrixKind("Quantile, median of units", QuantileMetric.self, #""q": 0.5, "column": "amount""#, .quantile(0.5)),
    MatrixKind(
      "Quantile, 90 % of events", QuantileMetric.self, #""q": 0.9, "column": "amount""#, .quantileOfSessions(0.9)),
    MatrixKind("Rank", RankMetric.self, #""column": "amount""#, .rank),
    MatrixKind("Time to event, restricted mean", TimeToEventMetric.self, time, .time),
    MatrixKind(
      "Time to event, survival", TimeToEventMetric.self, time + #", "estimand": "survival""#, .survival),
    MatrixKind(
      "Time to event, hazard ratio", TimeToEventMetric.self, time + #", "estimand": "hazard-ratio""#, .hazard),
    MatrixKind(
      "Dose-response, line", DoseResponseMetric.self,
      #""outcome": { "type": "mean", "column": "amount" }, "model": "linear", "compare": [0, 1]"#, .amount(),
      hasDoses: true),
    MatrixKind(
      "Dose-response, logistic", DoseResponseMetric.self,
      #""outcome": { "type": "proportion", "column": "converted" }, "model": "logistic", "compare": [0, 1]"#,
      .conversion,
      hasDoses: true),
  ]

  private static let time = #""fact": "orders", "horizon": "14d""#

  /// Types that are a proportion of units before any of this begins: what is true of that kind is true of them.
  package static let proportions: [any Metric.Type] = [RetentionMetric.self, FunnelMetric.self]
}
