internal import Planning
internal import Specification
internal import Statistics

/// The exact p-value of two proportions, where the spec asks for one or the counts are small (`methods.md` 6.2).
struct ExactAnswer {
  /// Successes or failures of a variant below which the score test is not left alone.
  static let sparse = 5

  let test: ExactProportionTest
  /// Whether the spec asks for it, so that it decides.
  let decides: Bool
  let p: Result<ExactP, NotEstimable>

  /// nil where the score test stands alone.
  init?(_ metric: PlannedMetric, _ estimate: Estimate, _ contrast: Contrast) {
    guard case .success(.scoreCounts(let counts)) = estimate.evidence, contrast.pair != nil else { return nil }
    let cells = [
      counts.controlSuccesses, counts.controlTrials - counts.controlSuccesses, counts.variantSuccesses,
      counts.variantTrials - counts.variantSuccesses,
    ]
    switch metric.spec.test {
    case .score: return nil
    case .auto:
      guard cells.contains(where: { $0 < Self.sparse }) else { return nil }
      test = .barnard
    case .barnard: test = .barnard
    case .boschloo: test = .boschloo
    case .fisher: test = .fisher
    case .midP: test = .midP
    }
    decides = metric.spec.test.isExact
    let (test, alternative) = (test, metric.alternative)
    p = Result { () throws(NotEstimable) in try test.pValue(counts: counts, alternative: alternative) }
  }
}
