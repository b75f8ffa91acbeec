internal import Distributions

/// The test that the odds ratio of two proportions is the same in all segments: the score test under one common odds ratio.
///
/// X² = Σ (a_k − E_k)²/V_k, with the counts E_k that the maximum-likelihood odds ratio expects of each segment's margins. Unlike
/// weights of estimated effects it needs no variance of a segment, which a segment with few events does not know. Where many
/// cells expect less than one event, X² has no χ² distribution, and its own is drawn: the parametric bootstrap.
///
/// - Note: N. E. Breslow, N. E. Day (1980), *Statistical Methods in Cancer Research* 1, eq. 4.30;
///   Methods/heterogeneity, "Do proportions differ?".
package struct BreslowDay: Sendable, Equatable {
  /// Draws of the bootstrap.
  package static let draws = 10_000
  /// The share of sparse cells above which X² is drawn instead of taken as χ².
  private static let toleratedSparse = 0.2
  /// Statistics that differ by less, as a share, are the same.
  private static let tie = 1e-9

  /// The positions of the segments that have part in the test: those with both outcomes, and units of both variants.
  package let segments: [Int]
  /// ψ̂; 0 or infinite where no segment could have fewer, or more, successes in the variant.
  package let commonOddsRatio: Double
  package let statistic: Double
  package let degreesOfFreedom: Int
  package let pValue: Double
  /// Whether the p-value is that of the bootstrap, (1 + hits)/(draws + 1).
  package let isBootstrapped: Bool

  /// - Parameters:
  ///   - tables: of each segment; nil where a variant has no units.
  ///   - seed: decides the draws where cells are sparse.
  /// - Returns: nil where fewer than two segments have both outcomes.
  package init?(_ tables: [ScoreCounts?], seed: UInt64) {
    let segments = tables.indices.filter { tables[$0].map(\.hasBothOutcomes) ?? false }
    let kept = segments.compactMap { tables[$0] }
    guard kept.count > 1 else { return nil }
    let observed = kept.map(\.variantSuccesses)
    let fit = CommonOddsRatio(kept, variantSuccesses: observed.reduce(0, +))
    let statistic = fit.statistic(observed)
    let isSparse = Self.isSparse(fit.expected)
    self.segments = segments
    self.statistic = statistic
    commonOddsRatio = fit.oddsRatio
    degreesOfFreedom = kept.count - 1
    isBootstrapped = isSparse
    pValue =
      isSparse
      ? Self.bootstrap(kept, fit, statistic, seed)
      : ChiSquared(degreesOfFreedom: Double(kept.count - 1)).upperTail(statistic)
  }

  /// Whether more than a fifth of the expected successes, or of the expected failures, is below one.
  private static func isSparse(_ expected: [CommonOddsRatio.Expected]) -> Bool {
    func isSparse(_ cells: [Double]) -> Bool {
      Double(cells.count { $0 < 1 }) > toleratedSparse * Double(cells.count)
    }
    return isSparse(expected.map(\.variantSuccesses) + expected.map(\.controlSuccesses))
      || isSparse(expected.map(\.variantFailures) + expected.map(\.controlFailures))
  }

  /// Tables with the observed margins, drawn at ψ̂, each with its own fit. A fit depends on Σa alone, so that few are needed.
  private static func bootstrap(
    _ tables: [ScoreCounts], _ fit: CommonOddsRatio, _ observed: Double, _ seed: UInt64
  ) -> Double {
    let distributions = tables.map { table in
      NoncentralHypergeometric(
        marked: table.variantTrials, unmarked: table.controlTrials,
        draws: table.variantSuccesses + table.controlSuccesses, oddsRatio: fit.oddsRatio)
    }
    var fits: [Int: CommonOddsRatio] = [:]
    var hits = 0
    for draw in 0..<draws {
      var stream = CounterStream(seed: seed, stream: UInt64(draw))
      let counts = distributions.map { $0.quantile(stream.nextUniform()) }
      let sum = counts.reduce(0, +)
      let own = fits[sum] ?? CommonOddsRatio(tables, variantSuccesses: sum)
      fits[sum] = own
      if own.statistic(counts) >= observed * (1 - tie) { hits += 1 }
    }
    return Double(1 + hits) / Double(draws + 1)
  }
}

extension ScoreCounts {
  /// Whether successes and failures were seen, in whichever variant.
  fileprivate var hasBothOutcomes: Bool {
    let seen = controlSuccesses + variantSuccesses
    return seen > 0 && seen < controlTrials + variantTrials
  }
}
