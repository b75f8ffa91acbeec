/// The facts behind a test of "no difference" that has a distribution of its own.
///
/// Most such tests have no interval: they say nothing about effects of another size.
package enum DifferenceEvidence: Sendable, Equatable {
  /// Tables of two proportions.
  case tables(ExactProportionTest, ScoreCounts)
  /// Rare events of two variants, given how many there are in all.
  case events(ConditionalPoisson)
  /// Events in order of their times.
  case times(LogRank)
  /// Shares in order of their doses; `falls` where the comparison goes from the higher dose to the lower one.
  case doses(TrendTest, falls: Bool)
  /// Labels that were drawn again as they were assigned.
  case labels(RandomizationTest)
}

extension DifferenceEvidence {
  /// Seen from the variant; nil for a method that orders tables instead.
  package var statistic: Double? {
    switch self {
    case .tables, .events: nil
    case .times(let test): test.statistic
    case .doses(let test, let falls): falls ? -test.statistic : test.statistic
    case .labels(let test): test.statistic
    }
  }

  /// - Throws: what the exact tests throw.
  func pValue(_ alternative: Alternative, _ boundary: any Boundary) throws(NotEstimable) -> Double {
    switch self {
    case .tables(let test, let counts): try test.pValue(counts: counts, alternative: alternative).p
    case .events(let test): try test.pValue(alternative: alternative).p
    case .times(let test): test.pValue(alternative, boundary)
    case .doses(let test, let falls): test.pValue(falls ? alternative.reversed : alternative, boundary)
    case .labels(let test): test.pValue(alternative)
    }
  }

  /// - Throws: `noInterval` for a test that inverts to none on this scale.
  func interval(on estimand: Estimand, _ boundary: any Boundary) throws(NotEstimable) -> Interval {
    guard case .events(let test) = self, estimand == .relative else { throw .noInterval }
    let ratio = try test.rateRatio(boundary)
    return Interval(ratio.lower - 1, ratio.upper - 1)
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
