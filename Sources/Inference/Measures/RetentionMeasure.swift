internal import Planning
internal import Specification
internal import Statistics

/// Shares of units that came back.
struct RetentionMeasure: Measure {
  init(_ words: RetentionMetric) {}

  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    CompanionAnswer.ofShares(source, comparison, estimate)
  }
}
