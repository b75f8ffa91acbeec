internal import Distributions

/// The mid-p of a table of two proportions given its margins: half of the observed table, and all that is more extreme.
///
/// Its level is not guaranteed, but close to what is asked for also where the variants are uneven and successes are few
/// (Methods/proportions, "Few conversions in an uneven split"). A table of any size is tabulated near its mode only.
///
/// - Note: H. O. Lancaster (1961), *JASA* 56, 223-234.
///
/// Of strata it is that of their successes together, given the margins of each table: what a variant has more of because its units
/// lie in other strata is no difference.
package struct MidP: Sendable, Equatable {
  /// P(X > x) + ½P(X = x) and P(X < x) + ½P(X = x) of the variant's successes.
  private let upper: Double
  private let lower: Double

  init(_ counts: ScoreCounts) { self.init(strata: [counts]) }

  /// - Precondition: at least one table.
  package init(strata: [ScoreCounts]) {
    let distribution = NoncentralHypergeometric(
      sumOf: strata.map { counts in
        NoncentralHypergeometric(
          marked: counts.variantTrials, unmarked: counts.controlTrials,
          draws: counts.variantSuccesses + counts.controlSuccesses, oddsRatio: 1)
      })
    let observed = strata.reduce(0) { $0 + $1.variantSuccesses }
    let half = distribution.mass(at: observed) / 2
    upper = distribution.upperTail(at: observed + 1) + half
    lower = distribution.lowerTail(at: observed - 1) + half
  }

  /// Whether the variant has more successes than its margins let expect.
  var isRise: Bool { upper < lower }

  /// Two-sided twice the smaller side.
  package func pValue(_ alternative: Alternative) -> ExactP {
    switch alternative {
    case .greater: ExactP(upper)
    case .less: ExactP(lower)
    case .twoSided: ExactP(2 * min(upper, lower))
    }
  }
}
