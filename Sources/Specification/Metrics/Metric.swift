internal import Diagnostics
package import Statistics
package import Terms

/// A type of metric: which columns it reads, and what number a variant's units give.
///
/// A new type is one file with a struct, one line in `MetricTypes.all`, and a test.
package protocol Metric: Sendable, Equatable {
  /// The word under `type` in the spec.
  static var type: String { get }
  /// What the metric says, in a few words.
  static var summary: String { get }
  /// The keys that this type adds to those of every metric.
  static var keys: [KeyRule] { get }
  /// The tests that may be asked for.
  static var tests: [MetricTest] { get }

  /// Reads the type's own keys; reports what is wrong and gives nil.
  init?(_ object: ObjectReader)

  /// The columns that are read, in the order of the functional's row vector.
  var terms: [MetricTerm] { get }
  var functional: Functional { get }
  /// How variants are compared.
  func method(_ setting: ComparisonSetting) -> ComparisonMethod
  /// The scales on which variants are compared, the first ones first.
  var estimands: [Estimand] { get }
  /// Whether the metric's value is a probability, so that percentage points and odds make sense.
  var isProbability: Bool { get }
  /// What is made of the columns before anything is averaged, in words; nil where they are taken as they stand.
  var inWords: String? { get }
  /// Which rows of analysis a comparison looks at one by one, beside its sums.
  func rows(_ setting: ComparisonSetting) -> RowDemand
  /// How a segment is compared.
  static var segments: SegmentDemand { get }
  /// What is added to the functional's value before it is shown. A lift is that of the value without it, which alone has a
  /// zero that means nothing of the thing measured (Methods/deltas-and-ratios, "Costs and returns").
  var shift: Double { get }
  /// The key that bounds the time in which events count, and what it bounds, where it is one of the type's own.
  static var windowKey: (key: String, bounds: String)? { get }

  /// What the rest of the spec asks of the metric and has no meaning, or no known method.
  func undefined(in setting: MetricSetting) -> [Undefined]
  /// Why there is no comparison on a scale; nil where there is one.
  func undefined(on scale: Estimand) -> UndefinedScale?
  /// How the metric is measured where a row has the counts or sums of many units; nil where it needs a value per unit.
  var aggregateForm: AggregateForm? { get }
  /// Whether its keys are those of such rows alone.
  var needsAggregates: Bool { get }
  /// Why no value can be cut at a cap; nil where the first term has values that can.
  var undefinedCap: (message: String, remedy: String)? { get }

  /// The metrics that the entry of a spec becomes, where it is not itself one.
  ///
  /// - Parameter name: of the entry.
  func parts(of name: String) -> [MetricPart]
}

/// A metric that is one of several that an entry of a spec becomes.
package struct MetricPart: Sendable {
  package let name: String
  package let metric: any Metric
  /// Whether it has the role and the question of the entry.
  package let isLeading: Bool
}

extension Metric {
  package static var tests: [MetricTest] { [.auto, .bootstrap, .randomization] }
  package static var windowKey: (key: String, bounds: String)? { nil }
  package var isProbability: Bool { false }
  package var inWords: String? { nil }
  package func rows(_ setting: ComparisonSetting) -> RowDemand { .ofTests }
  package static var segments: SegmentDemand { .sums }
  package var shift: Double { 0 }
  package func undefined(in setting: MetricSetting) -> [Undefined] { [] }
  package func undefined(on scale: Estimand) -> UndefinedScale? { nil }
  package var undefinedCap: (message: String, remedy: String)? {
    (
      "a metric of type \(quoted(Self.type)) cannot be capped",
      "leave \"cap\" out: it limits the values of a mean, a count or a numerator"
    )
  }
  package func parts(of name: String) -> [MetricPart] { [] }
  package var aggregateForm: AggregateForm? { terms.contains { $0.kind == .count } ? .counts : nil }
  package var needsAggregates: Bool { aggregateForm == .counts }

  /// Whether units can be drawn again, so that replicates tell how its comparisons go with those of other metrics.
  package var canBeReplicated: Bool { Self.tests.contains(.bootstrap) }

  /// Whether the first term counts something, so that it may be rare.
  package var counts: Bool { terms.first?.rule == .nonNegative }

  /// Whether the values that are averaged are logarithms.
  package var takesLogarithm: Bool { terms.contains { $0.rule == .logarithm } }

  /// The share of values at or below the metric's value, where it is a quantile.
  package var quantile: Double? { terms.lazy.compactMap(\.probability).first }

  /// The time to an event that is measured, of which some are not seen to their end.
  package var timeToEvent: TimeToEvent? { terms.lazy.compactMap(\.time).first }

  /// Whether another metric is of this type and has the same facts.
  package func isEqual(to other: any Metric) -> Bool {
    (other as? Self) == self
  }
}
