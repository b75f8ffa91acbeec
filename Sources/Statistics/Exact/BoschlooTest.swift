internal import Distributions

/// The probability of a one-sided Fisher p at most as large as observed, at the worst common proportion.
///
/// - Note: R. D. Boschloo (1970), *Statistica Neerlandica* 24, 1-35; Methods/proportions, "Exact tests".
struct BoschlooTest {
  private let test: UnconditionalTest

  init(counts: ScoreCounts, gamma: Double) { test = UnconditionalTest(counts: counts, gamma: gamma) }

  func pValue(_ alternative: Alternative) throws(NotEstimable) -> ExactP {
    switch alternative {
    case .greater: return try Self.greater(test)
    case .less: return try Self.greater(test.swapped)
    case .twoSided:
      let swapped = try test.swapped
      let isGreater = ConditionalTable(test.counts).fisher(.greater).p <= ConditionalTable(test.counts).fisher(.less).p
      let first = try Self.greater(isGreater ? test : swapped)
      let second = try Self.greater(isGreater ? swapped : test, enough: first.p)
      let smaller = first.p <= second.p ? first : second
      return ExactP(2 * smaller.p, nuisance: smaller.nuisance)
    }
  }

  /// - Parameter enough: a p-value above which nothing more need be known.
  private static func greater(_ test: UnconditionalTest, enough: Double = 1) throws(NotEstimable) -> ExactP {
    let counts = test.counts
    let (n0, n1) = (counts.controlTrials, counts.variantTrials)
    let observed = ConditionalTable(counts)
    let p = observed.distribution.upperTail(at: observed.observed)
    // Every table is as extreme as one that favors the variant as little as its margins allow.
    if p == 1 { return ExactP(1) }
    if p <= 0.5 {
      let limit = p * (1 + ConditionalTable.tie)
      return try test.supremum(
        of: RejectionRegion(controlTrials: n0, variantTrials: n1) { zero, one in
          Hypergeometric(marked: n1, unmarked: n0, draws: zero + one).upperTail(at: one, isAtMost: limit)
        }, enough: enough)
    }
    // Near 1 the complement tells tables apart: P(X < x), which is a tail of the control's successes.
    let limit = observed.distribution.lowerTail(at: observed.observed - 1) * (1 - ConditionalTable.tie)
    return try test.supremum(
      of: RejectionRegion(controlTrials: n0, variantTrials: n1) { zero, one in
        !Hypergeometric(marked: n0, unmarked: n1, draws: zero + one).upperTail(at: zero + 1, isAtMost: limit)
      }, enough: enough)
  }
}
