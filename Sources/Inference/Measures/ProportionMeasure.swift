internal import Planning
internal import Specification
internal import Statistics

/// Shares of units, which have exact tests where they are sparse; counts over many units are no units.
struct ProportionMeasure: Measure {
  private let words: ProportionMetric

  init(_ words: ProportionMetric) { self.words = words }

  var isAverage: Bool { !words.readsAggregates }

  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    CompanionAnswer.ofShares(source, comparison, estimate)
  }
}
