/// The exact tests of two equal proportions; each keeps its level for every sample size, mid-p nearly.
///
/// All need both numbers of trials to be fixed in advance and are undefined at other null values
/// (Methods/proportions, "Exact tests").
package enum ExactProportionTest: String, Sendable, CaseIterable {
  /// Unconditional, tables ordered by the pooled Z.
  ///
  /// - Note: G. A. Barnard (1947), *Biometrika* 34, 123-138; S. Suissa, J. J. Shuster (1985), *JRSS A* 148, 317-327.
  case barnard
  /// Unconditional, tables ordered by Fisher's one-sided p; two-sided is twice the smaller side.
  ///
  /// - Note: R. D. Boschloo (1970), *Statistica Neerlandica* 24, 1-35.
  case boschloo
  /// Given the number of successes; two-sided sums what is at most as probable as the observed table.
  ///
  /// - Note: R. A. Fisher (1935), *JRSS* 98, 39-82.
  case fisher
  /// Given the number of successes, half of the observed table; two-sided is twice the smaller side.
  ///
  /// Its level is not guaranteed.
  ///
  /// - Note: H. O. Lancaster (1961), *JASA* 56, 223-234.
  case midP

  /// Trials of both variants together above which no exact p-value but mid-p is computed: a score test differs little from it
  /// there, and GSL loses digits (Methods/numerical-accuracy, "Limits of GSL").
  package static let largestTotal = 100_000

  /// - Parameters:
  ///   - alternative: seen from the variant.
  ///   - bergerBoos: γ of Berger and Boos (1994): the nuisance proportion is sought only in its 1 − γ confidence interval,
  ///     and γ is added to p; 0 seeks it everywhere. Without effect on the conditional tests.
  /// - Precondition: 0 ≤ bergerBoos < 1.
  /// - Throws: `tooManyForExact` above `largestTotal`, except of mid-p; `numericallyUnreliable` where γ's interval has no limits.
  package func pValue(
    counts: ScoreCounts, alternative: Alternative, bergerBoos gamma: Double = 0
  ) throws(NotEstimable) -> ExactP {
    precondition((0..<1).contains(gamma))
    let isSmall =
      counts.controlTrials <= Self.largestTotal && counts.variantTrials <= Self.largestTotal - counts.controlTrials
    guard isSmall || self == .midP else { throw .tooManyForExact }
    switch self {
    case .fisher: return ConditionalTable(counts).fisher(alternative)
    case .midP: return MidP(counts).pValue(alternative)
    case .barnard: return try BarnardTest(counts: counts, gamma: gamma).pValue(alternative)
    case .boschloo: return try BoschlooTest(counts: counts, gamma: gamma).pValue(alternative)
    }
  }
}
