internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Tables of two proportions that share one odds ratio ψ: its maximum-likelihood estimate and the counts that it expects.
///
/// The likelihood knows the tables by their margins and by Σa, the successes of the variant over all tables; the fit is the ψ
/// with Σ E_k(ψ) = Σa, where E_k is the expected count of a table with the observed margins.
struct CommonOddsRatio {
  /// ψ̂; 0 or infinite where no table could have fewer, or more, successes in the variant.
  let oddsRatio: Double
  /// Of each table.
  let expected: [Expected]

  /// What ψ̂ expects of a table.
  struct Expected {
    let variantSuccesses: Double
    let variantFailures: Double
    let controlSuccesses: Double
    let controlFailures: Double

    /// 1/V, the sum of the reciprocal expected counts.
    var information: Double {
      (1 / variantSuccesses + 1 / variantFailures) + (1 / controlSuccesses + 1 / controlFailures)
    }

    init(_ table: ScoreCounts, _ oddsRatio: Double) {
      let zero = table.restrictedForOdds(oddsRatio)
      let odds = zero.success * oddsRatio
      let total = zero.failure + odds
      variantSuccesses = table.n1 * (odds / total)
      variantFailures = table.n1 * (zero.failure / total)
      controlSuccesses = table.n0 * zero.success
      controlFailures = table.n0 * zero.failure
    }
  }

  /// - Parameters:
  ///   - tables: whose margins are kept.
  ///   - sum: Σa, which may differ from that of the tables.
  init(_ tables: [ScoreCounts], variantSuccesses sum: Int) {
    let least = tables.reduce(0) { $0 + max(0, $1.controlSuccesses + $1.variantSuccesses - $1.controlTrials) }
    let most = tables.reduce(0) { $0 + min($1.variantTrials, $1.controlSuccesses + $1.variantSuccesses) }
    let estimate = sum <= least ? 0 : sum >= most ? .infinity : Self.root(tables, Double(sum))
    oddsRatio = estimate
    expected = estimate > 0 && estimate.isFinite ? tables.map { Expected($0, estimate) } : []
  }

  /// Σ E_k rises in ψ: a bracket for ln ψ that widens by powers of two until it holds the root.
  private static func root(_ tables: [ScoreCounts], _ sum: Double) -> Double {
    func excess(_ logarithm: Double) -> Double {
      let psi = exp(logarithm)
      return tables.reduce(-sum) { $0 + Expected($1, psi).variantSuccesses }
    }
    var width = 1.0
    while width < 512 {
      if excess(-width) < 0, excess(width) > 0 {
        return Root.brent(in: -width...width, excess).map(exp) ?? 1
      }
      width *= 2
    }
    return excess(0) < 0 ? .infinity : 0
  }

  /// X² = Σ (a_k − E_k)²/V_k of tables with these margins; 0 where ψ̂ has no other tables than one.
  func statistic(_ variantSuccesses: some Sequence<Int>) -> Double {
    zip(expected, variantSuccesses).reduce(0) { sum, pair in
      let surplus = Double(pair.1) - pair.0.variantSuccesses
      return sum + surplus * surplus * pair.0.information
    }
  }
}
