/// The shares of successes that the score test of one proportion does not reject.
///
/// Trials need not be whole: an effective number of trials stands for units that are not independent
/// (Methods/proportions, "One variant").
///
/// - Note: E. B. Wilson (1927), *JASA* 22, 209-212.
package struct WilsonInterval: Sendable, Equatable {
  let successes: Double
  let trials: Double

  /// - Precondition: 0 ≤ successes ≤ trials, trials > 0.
  package init(successes: Double, trials: Double) {
    precondition(trials > 0 && (0...trials).contains(successes))
    self.successes = successes
    self.trials = trials
  }

  package func limits(_ boundary: any Boundary) -> Interval {
    let (x, n) = (successes, trials)
    // Half a success and half a failure more, so that no share is known without error.
    let (more, share) = (n + 1, (x + 0.5) / (n + 1))
    let c = boundary.criticalValue(degreesOfFreedom: .infinity, variance: share * (1 - share) / more)
    let square = c * c
    let center = (x + square / 2) / (n + square)
    let half = c / (n + square) * (x * (n - x) / n + square / 4).squareRoot()
    return Interval(x == 0 ? 0 : max(0, center - half), x == n ? 1 : min(1, center + half))
  }
}
