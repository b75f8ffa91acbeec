internal import Planning
internal import Statistics

extension PlannedMetric {
  /// An interval without what no share of units can do: fall by more than all there is.
  func possible(_ interval: Interval, on estimand: Estimand) -> Interval {
    guard isProbability, estimand == .relative else { return interval }
    return Interval(max(-1, interval.lower), max(-1, interval.upper))
  }
}
