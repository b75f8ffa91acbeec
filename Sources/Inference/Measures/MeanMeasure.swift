internal import Planning
internal import Specification

/// Means of a number, and of logarithms, of which no part says what the whole does.
struct MeanMeasure: Measure {
  private let words: MeanMetric

  init(_ words: MeanMetric) { self.words = words }

  var isAverage: Bool { !words.isLogarithm }
}
