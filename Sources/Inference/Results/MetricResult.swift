package import Statistics

/// What a report says of a metric beside its numbers.
package struct ReportedMetric: Sendable, Equatable {
  package let name: String
  /// The title where the spec has one, else the name.
  package let title: String
  /// The type as the spec spells it.
  package let type: String
  package let role: MetricRole
  /// Whether values are cut at a cap.
  package let isCapped: Bool
  /// Whether the values are probabilities.
  package let isProbability: Bool
  /// Whether the values are mean logarithms.
  package let isLogarithm: Bool
  /// Whether the value is shown less one, which leaves a lift of it without a meaning near zero.
  package let isReturn: Bool
  /// Whether doses are compared instead of variants.
  package let comparesDoses: Bool
  /// Whether a lot drew what is compared: only then is a difference an effect.
  package let isCausal: Bool
  /// What was asked and what was used.
  package let method: MethodCard
}

extension ReportedMetric {
  /// What a sentence calls it: with a word on values that were cut.
  package var shownTitle: String { isCapped ? "\(title) (capped)" : title }
}

/// One metric, in all units or in a segment.
package struct MetricResult: Sendable, Equatable {
  package let metric: ReportedMetric
  /// The comparisons in the order of the plan; of doses there is one.
  package let comparisons: [ComparisonResult]

  /// The comparison of two sides; nil where the metric compares something else.
  package func comparison(of variant: String, with control: String) -> ComparisonResult? {
    comparisons.first { $0.variant == variant && $0.control == control }
  }
}

/// The metrics in the units that have one value of an attribute.
package struct SegmentResult: Sendable, Equatable {
  package let key: SegmentKey
  package let metrics: [MetricResult]
}

/// One value of a segment attribute.
public struct SegmentKey: Sendable, Equatable {
  public let attribute: String
  /// The value of the attribute; nil is a missing value.
  public let value: String?
}
