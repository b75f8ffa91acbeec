import Statistics

/// A name that marketing has for a metric of a general type.
package struct MetricPreset: Sendable {
  /// What a preset is: the type whose keys it takes.
  enum Form: Sendable {
    /// One total over another, such as cost over orders.
    case ratio
    /// A share of units, or of events where it has a numerator and a denominator.
    case rate
    case mean
    case count
  }

  package let name: String
  let form: Form
  /// The good direction, unless the spec says another.
  let direction: Direction
  /// What becomes of the general metric.
  var adapt: @Sendable (any Metric) -> any Metric = { $0 }

  /// The general type, which may depend on the keys that the spec uses.
  func type(hasNumerator: Bool) -> any Metric.Type {
    switch form {
    case .ratio: RatioMetric.self
    case .rate: hasNumerator ? RatioMetric.self : ProportionMetric.self
    case .mean: MeanMetric.self
    case .count: CountMetric.self
    }
  }
}

package enum MetricPresets {
  /// The presets by stage: awareness, consideration, decision.
  package static let all: [MetricPreset] = [
    MetricPreset(name: "impressions", form: .count, direction: .increase),
    MetricPreset(name: "sessions", form: .count, direction: .increase),
    MetricPreset(name: "mentions", form: .count, direction: .increase),
    MetricPreset(name: "cpm", form: .ratio, direction: .decrease, adapt: perThousand),
    MetricPreset(name: "ctr", form: .ratio, direction: .increase),
    MetricPreset(name: "cpc", form: .ratio, direction: .decrease),
    MetricPreset(name: "bounce-rate", form: .rate, direction: .decrease),
    MetricPreset(name: "engagement-rate", form: .rate, direction: .increase),
    MetricPreset(name: "referral-share", form: .rate, direction: .increase),
    MetricPreset(name: "leads", form: .count, direction: .increase),
    MetricPreset(name: "lead-rate", form: .rate, direction: .increase),
    MetricPreset(name: "mql-rate", form: .rate, direction: .increase),
    MetricPreset(name: "sql-rate", form: .rate, direction: .increase),
    MetricPreset(name: "conversion-rate", form: .rate, direction: .increase),
    MetricPreset(name: "cpa", form: .ratio, direction: .decrease),
    MetricPreset(name: "aov", form: .ratio, direction: .increase),
    MetricPreset(name: "roas", form: .ratio, direction: .increase),
    MetricPreset(name: "roi", form: .ratio, direction: .increase, adapt: lessOne),
    MetricPreset(name: "revenue-per-visitor", form: .mean, direction: .increase),
    MetricPreset(name: "clv", form: .mean, direction: .increase),
  ]

  /// Cost per thousand: the factor stands in the expansion and in the numerator, and so on every scale.
  private static func perThousand(_ metric: any Metric) -> any Metric {
    (metric as? RatioMetric)?.perThousand() ?? metric
  }

  private static func lessOne(_ metric: any Metric) -> any Metric {
    (metric as? RatioMetric)?.lessOne() ?? metric
  }

  static func preset(_ name: String?) -> MetricPreset? { all.first { $0.name == name } }
}
