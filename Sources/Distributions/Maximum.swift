internal import CGSL

/// Maximum of a continuous function by Brent's method (`gsl_min_fminimizer_brent`).
package enum Maximum {
  /// Iterations after which the search ends; Brent needs a few dozen.
  private static let iterationLimit = 200
  /// A place is found to about the square root of the precision of the value.
  private static let relativeWidth = 1e-9

  /// A local maximum inside `bracket`, or nil when f(guess) does not exceed f at both ends.
  package static func brent(
    in bracket: ClosedRange<Double>, guess: Double, _ function: (Double) -> Double
  ) -> (place: Double, value: Double)? {
    let (low, high) = (bracket.lowerBound, bracket.upperBound)
    guard low < guess, guess < high else { return nil }
    return withoutActuallyEscaping(function) { function in
      withGSLFunction({ -function($0) }) { adapted -> (place: Double, value: Double)? in
        guard let solver = gsl_min_fminimizer_alloc(abtest_gsl_min_brent()) else { return nil }
        defer { gsl_min_fminimizer_free(solver) }
        guard gsl_min_fminimizer_set(solver, adapted, guess, low, high) == Int32(GSL_SUCCESS) else { return nil }
        for _ in 0..<iterationLimit {
          guard gsl_min_fminimizer_iterate(solver) == Int32(GSL_SUCCESS) else { break }
          let (left, right) = (gsl_min_fminimizer_x_lower(solver), gsl_min_fminimizer_x_upper(solver))
          if right - left <= relativeWidth * right.magnitude { break }
        }
        let value = -gsl_min_fminimizer_f_minimum(solver)
        return value.isFinite ? (gsl_min_fminimizer_x_minimum(solver), value) : nil
      }
    }
  }
}
