/// The facts behind a test of "no difference" that has a distribution of its own.
///
/// Most such tests have no interval: they say nothing about effects of another size.
package enum DifferenceEvidence: Sendable, Equatable {
  /// Tables of two proportions.
  case tables(ExactProportionTest, ScoreCounts)
  /// Mid-p of the tables of all strata and the score test of adjusted proportions: a gain must be seen by both, a harm by one.
  case tablesAndScore(MidP, ScoreCounts)
  /// Rare events of two variants, given how many there are in all.
  case events(ConditionalPoisson)
  /// Events in order of their times.
  case times(LogRank)
  /// Shares in order of their doses; `falls` where the comparison goes from the higher dose to the lower one.
  case doses(TrendTest, falls: Bool)
  /// Labels that were drawn again as they were assigned.
  case labels(RandomizationTest)
  /// Samples that do not overlap.
  case separation(Separation)
}

extension DifferenceEvidence {
  /// Seen from the variant; nil for a method that orders tables instead.
  package var statistic: Double? {
    switch self {
    case .tables, .events: nil
    case .tablesAndScore(_, let counts): counts.statistic(.noDifference)
    case .times(let test): test.statistic
    case .doses(let test, let falls): falls ? -test.statistic : test.statistic
    case .labels(let test): test.statistic
    case .separation(let samples): samples.statistic
    }
  }

  /// - Throws: what the exact tests throw.
  func pValue(_ alternative: Alternative, _ boundary: any Boundary) throws(NotEstimable) -> Double {
    switch self {
    case .tables(let test, let counts): try test.pValue(counts: counts, alternative: alternative).p
    case .tablesAndScore(let test, let counts): larger(test, counts, alternative, boundary)
    case .events(let test): try test.pValue(alternative: alternative).p
    case .times(let test): test.pValue(alternative, boundary)
    case .doses(let test, let falls): test.pValue(falls ? alternative.reversed : alternative, boundary)
    case .labels(let test): test.pValue(alternative)
    case .separation(let samples): samples.pValue(alternative)
    }
  }

  /// The p-value of a harm on one side, which one of two tests may see.
  ///
  /// - Throws: what the exact tests throw.
  package func harmP(_ alternative: Alternative, _ boundary: any Boundary) throws(NotEstimable) -> Double {
    guard case .tablesAndScore(let test, let counts) = self else { return try pValue(alternative, boundary) }
    return min(test.pValue(alternative).p, score(counts, alternative, boundary))
  }

  private func score(_ counts: ScoreCounts, _ alternative: Alternative, _ boundary: any Boundary) -> Double {
    boundary.pValue(
      counts.statistic(.noDifference), alternative, degreesOfFreedom: .infinity,
      variance: counts.variance(on: .absolute))
  }

  /// The larger p-value of the two; 1 where they see the difference on opposite sides.
  private func larger(
    _ test: MidP, _ counts: ScoreCounts, _ alternative: Alternative, _ boundary: any Boundary
  ) -> Double {
    guard alternative != .twoSided || (counts.statistic(.noDifference) > 0) == test.isRise else { return 1 }
    return max(test.pValue(alternative).p, score(counts, alternative, boundary))
  }

  /// - Throws: `noInterval` for a test that inverts to none on this scale.
  func interval(on estimand: Estimand, _ boundary: any Boundary) throws(NotEstimable) -> Interval {
    if case .events(let test) = self, estimand == .relative {
      let ratio = try test.rateRatio(boundary)
      return Interval(ratio.lower - 1, ratio.upper - 1)
    }
    guard case .separation(let samples) = self, estimand == .absolute else { throw .noInterval }
    let probability = samples.probability(tail: boundary.tail(variance: .infinity))
    return Interval(probability.lower - BrunnerMunzel.even, probability.upper - BrunnerMunzel.even)
  }
}

extension Alternative {
  fileprivate var reversed: Alternative {
    switch self {
    case .twoSided: .twoSided
    case .greater: .less
    case .less: .greater
    }
  }
}
