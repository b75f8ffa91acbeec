internal import CGSL

/// The number of successes in `trials` independent trials.
package struct Binomial: Sendable, Equatable {
  package let trials: Int
  package let probability: Double

  /// - Precondition: 0 ≤ trials < 2³² (GSL counts in 32 bits), 0 ≤ probability ≤ 1.
  package init(trials: Int, probability: Double) {
    precondition((0...Int(UInt32.max)).contains(trials) && (0...1).contains(probability))
    self.trials = trials
    self.probability = probability
  }

  /// P(X = successes); zero outside 0...trials.
  package func mass(at successes: Int) -> Double {
    guard (0...trials).contains(successes) else { return 0 }
    return GSL.call { gsl_ran_binomial_pdf(UInt32(successes), probability, UInt32(trials)) }
  }

  /// The two-sided p-value of the exact test that orders outcomes by their probability.
  ///
  /// Outcomes as probable as the observed one count as equal within a relative 1e-7, which absorbs the rounding of the mass
  /// function. Exact sums of the mass function: meant for up to a few thousand trials.
  package func twoSidedP(observed successes: Int) -> Double {
    let observed = mass(at: successes) * (1 + 1e-7)
    let sum = (0...trials).lazy.map(mass(at:)).filter { $0 <= observed }.reduce(0, +)
    return min(1, sum)
  }
}
