internal import Planning
internal import Statistics
internal import Terms

extension AlternativeTest {
  /// The exact p-value of two proportions, where the spec asks for one or the counts are small
  /// (Methods/proportions, "Exact tests"); nil where the score test stands alone.
  ///
  /// Of few conversions in an uneven split mid-p decides; of adjusted ones a difference must be seen by both tests.
  static func exact(
    _ metric: PlannedMetric, _ estimate: Estimate, _ moments: StratifiedMoments, _ contrast: Contrast
  ) -> AlternativeTest? {
    // Of clusters no exact distribution is known.
    guard !metric.isClustered, case .success(.scoreCounts(let counts)) = estimate.evidence, let pair = contrast.pair
    else { return nil }
    if metric.test == .auto, counts.isFragile {
      return AlternativeTest(
        .exact, counts.adjustment == nil ? ExactProportionTest.midP.name : "mid-p and score", beside: estimate,
        counts.adjustment == nil
          ? .success(.tables(.midP, counts))
          : moments.tables(pair).map { .tablesAndScore(MidP(strata: $0), counts) },
        note: counts.fragility)
    }
    // Of adjusted counts none is known either.
    guard !metric.isAdjusted else { return nil }
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

extension StratifiedMoments {
  /// The successes of two variants in each stratum that both of them have.
  fileprivate func tables(_ pair: (control: Int, variant: Int)) -> Result<[ScoreCounts], NotEstimable> {
    Result { () throws(NotEstimable) in
      func successes(_ cell: Moments) -> Int { Int((Double(cell.count) * cell.mean[0]).rounded()) }
      var tables: [ScoreCounts] = []
      for stratum in strata {
        let (zero, one) = (cells[pair.control][stratum], cells[pair.variant][stratum])
        guard zero.count > 0, one.count > 0 else { continue }
        tables.append(
          try ScoreCounts(
            controlSuccesses: successes(zero), controlTrials: zero.count, variantSuccesses: successes(one),
            variantTrials: one.count))
      }
      guard !tables.isEmpty else { throw .emptyArm }
      return tables
    }
  }
}

extension ScoreCounts {
  /// How little a result hangs on, in words: `fragile: 4 conversions`.
  fileprivate var fragility: String {
    let what = hasFewestSuccesses ? "conversion" : "unit"
    return "fragile: \(fewest) \(what)\(fewest == 1 ? "" : "s")\(hasFewestSuccesses ? "" : " without conversion")"
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
