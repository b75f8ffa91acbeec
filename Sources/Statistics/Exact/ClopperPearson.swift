internal import Distributions

/// The proportions that neither tail of the exact binomial test rejects.
///
/// - Note: C. J. Clopper, E. S. Pearson (1934), *Biometrika* 26, 404-413.
package struct ClopperPearson: Sendable, Equatable {
  let successes: Int
  let trials: Int
  let tails: ExactTails

  /// Without trials nothing is rejected.
  ///
  /// - Precondition: 0 ≤ successes ≤ trials < 2³².
  package init(successes: Int, trials: Int, tails: ExactTails = .whole) {
    precondition((0...trials).contains(successes) && trials <= Int(UInt32.max))
    self.successes = successes
    self.trials = trials
    self.tails = tails
  }

  /// - Parameter tail: of each side, more than 0 and less than 1/2.
  /// - Throws: `numericallyUnreliable` where GSL does not follow the binomial tails.
  package func limits(tail: Double) throws(NotEstimable) -> Interval {
    let (x, n, tails) = (successes, trials, tails)
    let lower =
      x == 0
      ? 0
      : try Self.root { p in
        tails.upper(Binomial(trials: n, probability: p), at: x) - tail
      }
    let upper =
      x == n
      ? 1
      : try Self.root { p in
        tails.lower(Binomial(trials: n, probability: p), at: x) - tail
      }
    guard lower < upper else { throw .numericallyUnreliable }
    return Interval(lower, upper)
  }

  /// Roots of the binomial tail: `gsl_cdf_beta_Pinv` fails or hangs for many parameters
  /// (Methods/numerical-accuracy, "Limits of GSL").
  ///
  /// A tail runs from 0 to 1, or to a half where it holds half of the observed outcome, and `tail` is below a half.
  private static func root(_ excess: (Double) -> Double) throws(NotEstimable) -> Double {
    guard let root = Root.brent(in: 0...1, excess) else { throw .numericallyUnreliable }
    return root
  }
}
