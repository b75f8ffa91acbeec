internal import CGSL

extension Binomial {
  /// P(X ≤ successes).
  ///
  /// GSL loses digits in the number of trials: a relative 7e-10 at a million, NaN at a hundred million.
  package func lowerTail(at successes: Int) -> Double {
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    return GSL.call { gsl_cdf_binomial_P(UInt32(successes), probability, UInt32(trials)) }
  }

  /// P(X ≥ successes), accurate far into the tail.
  package func upperTail(at successes: Int) -> Double {
    if successes <= 0 { return 1 }
    if successes > trials { return 0 }
    return GSL.call { gsl_cdf_binomial_Q(UInt32(successes - 1), probability, UInt32(trials)) }
  }
}
