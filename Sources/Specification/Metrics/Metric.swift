package import Statistics

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
  /// How variants are compared where nothing is adjusted and each row is a unit.
  var estimator: any Estimator { get }
  /// The scales on which variants are compared, the first ones first.
  var estimands: [Estimand] { get }
  /// Whether the metric's value is a probability, so that percentage points and odds make sense.
  var isProbability: Bool { get }
  /// What is made of the columns before anything is averaged, in words; nil where they are taken as they stand.
  var reading: String? { get }
  /// Whether the first term has values that may be cut at a cap.
  var takesCap: Bool { get }
  /// Whether the terms are counts of many units in one row, successes first, then trials.
  var readsAggregates: Bool { get }
  /// Whether the first term counts events, which may be rare.
  var countsEvents: Bool { get }
  /// Whether units are placed among those of the other variant before anything is averaged.
  var comparesRanks: Bool { get }
  /// What is added to the functional's value before it is shown. A lift is that of the value without it, which alone has a
  /// zero that means nothing of the thing measured (`methods.md` 4.8).
  var shift: Double { get }
  /// The share of values at or below the metric's value, where it is a quantile.
  var quantile: Double? { get }
  /// The dose that the outcome is a function of, where doses are compared instead of variants.
  var doseResponse: DoseResponse? { get }
  /// The time to an event that is measured, of which some are not seen to their end.
  var timeToEvent: TimeToEvent? { get }
  /// The key that bounds the time in which events count, where it is one of the type's own.
  var windowKey: String? { get }
}

extension Metric {
  package static var tests: [MetricTest] { [.auto, .bootstrap, .randomization] }
  package var isProbability: Bool { false }
  package var reading: String? { nil }
  package var takesCap: Bool { false }
  package var readsAggregates: Bool { false }
  package var countsEvents: Bool { false }
  package var comparesRanks: Bool { false }
  package var shift: Double { 0 }
  package var quantile: Double? { nil }
  package var doseResponse: DoseResponse? { nil }
  package var timeToEvent: TimeToEvent? { nil }
  package var windowKey: String? { nil }

  /// Whether units can be drawn again, so that replicates tell how its comparisons go with those of other metrics.
  package var canBeReplicated: Bool { Self.tests.contains(.bootstrap) }

  /// Whether the values that are averaged are logarithms.
  package var takesLogarithm: Bool { terms.contains { $0.rule == .logarithm } }

  /// Whether another metric is of this type and has the same facts.
  package func isEqual(to other: any Metric) -> Bool {
    (other as? Self) == self
  }
}
