internal import Planning
internal import Specification
internal import Statistics

/// Counts and rates, which have an exact test where events are rare.
struct CountMeasure: Measure {
  init(_ words: CountMetric) {}

  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    CompanionAnswer.poisson(source.metric, estimate, source.moments, comparison.contrast, at: source.look)
      ?? source.rows.flatMap { CompanionAnswer.randomization($0, comparison, estimate) }
  }
}
