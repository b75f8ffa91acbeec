internal import Planning
internal import Specification

/// The measure of every metric type; tests compare the list with the folder, and with the types of a spec.
enum Measures {
  static let all: [any Measure.Type] = [
    ProportionMeasure.self, MeanMeasure.self, RatioMeasure.self, RetentionMeasure.self, FunnelMeasure.self,
    CountMeasure.self, QuantileMeasure.self,
    RankMeasure.self, DoseResponseMeasure.self, TimeToEventMeasure.self,
  ]

  /// The measure of a metric, found by the type of its words.
  ///
  /// - Precondition: the type has one.
  static func measure(of metric: any Metric) -> any Measure {
    for type in all { if let measure = type.init(metric: metric) { return measure } }
    preconditionFailure("a metric of type \(type(of: metric).type) has no measure")
  }
}

extension Measure {
  /// The word under `type` in a spec.
  static var type: String { Words.type }

  fileprivate init?(metric: any Metric) {
    guard let words = metric as? Words else { return nil }
    self.init(words)
  }
}

extension PlannedMetric {
  var measure: any Measure { Measures.measure(of: spec.metric) }
}
