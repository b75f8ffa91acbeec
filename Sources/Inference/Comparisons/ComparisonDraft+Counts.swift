internal import Planning
internal import Statistics

extension ComparisonDraft {
  /// Whether two proportions of units that stand for themselves are compared, so that counts tell all, but for what an
  /// adjustment adds.
  var comparesCounts: Bool {
    guard case .moments = metric.method, source.pairs == nil else { return false }
    return metric.isProbability && !metric.isClustered && metric.functional == .mean && comparison.contrast.pair != nil
  }

  /// Successes and trials of the two variants; nil where something else is compared, or where a variant has no units.
  var counts: ScoreCounts? {
    guard comparesCounts, let pair = comparison.contrast.pair else { return nil }
    return try? ScoreCounts(
      control: source.moments.pooled(pair.control), variant: source.moments.pooled(pair.variant))
  }
}
