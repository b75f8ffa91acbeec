internal import CGSL

/// Root of a continuous function by Brent's method (`gsl_root_fsolver_brent`).
package enum Root {
  /// Iterations after which a search that has not converged is given up; Brent needs at most a few dozen.
  private static let iterationLimit: Int32 = 300

  /// The x in `bracket` with f(x) = 0, or nil when f has the same sign at both ends or is not a number somewhere.
  ///
  /// Converges until the bracket is within 4 units in the last place of x, or f is exactly zero.
  package static func brent(in bracket: ClosedRange<Double>, _ function: (Double) -> Double) -> Double? {
    let (low, high) = (bracket.lowerBound, bracket.upperBound)
    let (atLow, atHigh) = (function(low), function(high))
    if atLow == 0 { return low }
    if atHigh == 0 { return high }
    guard atLow.isFinite, atHigh.isFinite, (atLow < 0) != (atHigh < 0) else { return nil }
    return withGSLFunction(function) { adapted -> Double? in
      guard let solver = gsl_root_fsolver_alloc(abtest_gsl_root_brent()) else { return nil }
      defer { gsl_root_fsolver_free(solver) }
      guard gsl_root_fsolver_set(solver, adapted, low, high) == Int32(GSL_SUCCESS) else { return nil }
      for _ in 0..<iterationLimit {
        guard gsl_root_fsolver_iterate(solver) == Int32(GSL_SUCCESS) else { return nil }
        let (left, right) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
        if right - left <= 4 * max(left.ulp, right.ulp) { break }
      }
      let root = gsl_root_fsolver_root(solver)
      return root.isFinite ? root : nil
    }
  }
}
