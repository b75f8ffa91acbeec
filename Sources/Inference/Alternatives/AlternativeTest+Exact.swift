internal import Planning
internal import Statistics
internal import Terms

extension AlternativeTest {
  /// The exact p-value of two proportions, where the spec asks for one or the counts are small
  /// (Methods/proportions, "Exact tests"); nil where the score test stands alone.
  static func exact(_ metric: PlannedMetric, _ estimate: Estimate, _ contrast: Contrast) -> AlternativeTest? {
    // Of adjusted or clustered counts no exact distribution is known.
    guard !metric.isAdjusted, case .success(.scoreCounts(let counts)) = estimate.evidence, contrast.pair != nil
    else { return nil }
    let test: ExactProportionTest
    switch metric.test {
    case .score, .bootstrap, .randomization: return nil
    case .auto:
      guard counts.isSparse else { return nil }
      test = .barnard
    case .barnard: test = .barnard
    case .boschloo: test = .boschloo
    case .fisher: test = .fisher
    case .midP: test = .midP
    }
    return AlternativeTest(
      .exact, test.name, beside: estimate, decides: metric.test.isExact, .success(.tables(test, counts)))
  }
}

extension ExactProportionTest {
  fileprivate var name: String {
    switch self {
    case .barnard, .boschloo, .fisher: rawValue
    case .midP: "mid-p"
    }
  }
}
