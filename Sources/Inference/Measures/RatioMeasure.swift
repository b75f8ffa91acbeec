internal import Planning
internal import Specification

/// Ratios of two totals, whose moments say all.
struct RatioMeasure: Measure {
  init(_ words: RatioMetric) {}
}
