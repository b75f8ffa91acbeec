internal import Distributions

/// A table of two proportions given its margins: the variant's successes are hypergeometric when the proportions are equal.
struct ConditionalTable {
  /// What is more probable than the observed table by no more than this counts as equally probable, which absorbs
  /// the rounding of the mass function (the same tolerance as in R's `fisher.test`).
  static let tie = 1e-7

  let observed: Int
  let distribution: Hypergeometric

  init(_ counts: ScoreCounts) {
    observed = counts.variantSuccesses
    distribution = Hypergeometric(
      marked: counts.variantTrials, unmarked: counts.controlTrials,
      draws: counts.variantSuccesses + counts.controlSuccesses)
  }

  func fisher(_ alternative: Alternative) -> ExactP {
    switch alternative {
    case .greater: ExactP(distribution.upperTail(at: observed))
    case .less: ExactP(distribution.lowerTail(at: observed))
    case .twoSided: ExactP(atMostAsProbable())
    }
  }

  /// Masses fall on both sides of the mode, so what is at most as probable as the observed count is two tails.
  private func atMostAsProbable() -> Double {
    let limit = distribution.mass(at: observed) * (1 + Self.tie)
    let (mode, support) = (distribution.mode, distribution.support)
    if distribution.mass(at: mode) <= limit { return 1 }
    let right = Self.first(in: mode...support.upperBound + 1) { distribution.mass(at: $0) <= limit }
    let left = Self.first(in: -mode...1 - support.lowerBound) { distribution.mass(at: -$0) <= limit }
    return distribution.upperTail(at: right) + distribution.lowerTail(at: -left)
  }

  /// The least number in a range with a property that all greater numbers share; the last one has it.
  private static func first(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }
}
