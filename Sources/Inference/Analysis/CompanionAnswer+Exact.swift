internal import Planning
internal import Specification
internal import Statistics

extension CompanionAnswer {
  /// The companion of two shares: the exact test, or that of labels that are drawn again.
  static func ofShares(
    _ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate
  ) -> CompanionAnswer? {
    exact(source.metric, estimate, comparison.contrast)
      ?? source.rows.flatMap { randomization($0, comparison, estimate) }
  }

  /// Successes or failures of a variant below which the score test is not left alone.
  private static let sparse = 5

  /// The exact p-value of two proportions, where the spec asks for one or the counts are small
  /// (Methods/proportions, "Exact tests"); nil where the score test stands alone.
  static func exact(_ metric: PlannedMetric, _ estimate: Estimate, _ contrast: Contrast) -> CompanionAnswer? {
    // Of adjusted or clustered counts no exact distribution is known.
    guard !metric.isAdjusted, case .success(.scoreCounts(let counts)) = estimate.evidence,
      contrast.pair != nil
    else { return nil }
    let cells = [
      counts.controlSuccesses, counts.controlTrials - counts.controlSuccesses, counts.variantSuccesses,
      counts.variantTrials - counts.variantSuccesses,
    ]
    let test: ExactProportionTest
    switch metric.spec.test {
    case .score, .bootstrap, .randomization: return nil
    case .auto:
      guard cells.contains(where: { $0 < sparse }) else { return nil }
      test = .barnard
    case .barnard: test = .barnard
    case .boschloo: test = .boschloo
    case .fisher: test = .fisher
    case .midP: test = .midP
    }
    let alternative = metric.alternative
    return CompanionAnswer(
      kind: .exact(test), decides: metric.spec.test.isExact,
      p: Result { () throws(NotEstimable) in try test.pValue(counts: counts, alternative: alternative).p })
  }
}
