internal import Planning
internal import Specification
internal import Statistics

/// Shares of units that reached a step.
struct FunnelMeasure: Measure {
  init(_ words: FunnelMetric) {}

  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    CompanionAnswer.ofShares(source, comparison, estimate)
  }
}
