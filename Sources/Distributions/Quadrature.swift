internal import CGSL

/// Integrals of one variable by adaptive Gauss-Kronrod quadrature (`gsl_integration_qag`, `gsl_integration_qagiu`).
package enum Quadrature {
  /// Intervals after which a subdivision that has not converged is given up.
  private static let intervalLimit = 500
  /// The error that is accepted where rounding keeps the estimate from its goal: the accuracy of a printed p-value.
  private static let roundingLimit = 1e-7

  /// ∫ f over a finite range, or nil when it did not converge or f is not a number somewhere.
  ///
  /// - Parameters:
  ///   - range: where f should be smooth, or have its kinks at the ends.
  ///   - relativeError: of the result, > 1e-14.
  ///   - absoluteError: that suffices instead; 0 asks for the relative one.
  package static func integral(
    over range: ClosedRange<Double>, relativeError: Double, absoluteError: Double = 0, _ function: (Double) -> Double
  ) -> Double? {
    adaptive(function) { adapted, workspace, result, error in
      gsl_integration_qag(
        adapted, range.lowerBound, range.upperBound, absoluteError, relativeError, intervalLimit,
        Int32(GSL_INTEG_GAUSS61), workspace, result, error)
    }
  }

  /// ∫ f from `lower` to infinity, or nil when it did not converge or f is not a number somewhere.
  ///
  /// For functions that fall from a scale of about 1; one that is narrower or farther away wants a finite range.
  package static func integral(
    over range: PartialRangeFrom<Double>, relativeError: Double, absoluteError: Double = 0,
    _ function: (Double) -> Double
  ) -> Double? {
    adaptive(function) { adapted, workspace, result, error in
      gsl_integration_qagiu(
        adapted, range.lowerBound, absoluteError, relativeError, intervalLimit, workspace, result, error)
    }
  }

  private typealias Rule = (
    UnsafeMutablePointer<gsl_function>, UnsafeMutablePointer<gsl_integration_workspace>,
    UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
  ) -> Int32

  private static func adaptive(_ function: (Double) -> Double, _ rule: Rule) -> Double? {
    withGSLFunction(function) { adapted -> Double? in
      guard let workspace = gsl_integration_workspace_alloc(intervalLimit) else { return nil }
      defer { gsl_integration_workspace_free(workspace) }
      var (result, error) = (0.0, 0.0)
      let status = rule(adapted, workspace, &result, &error)
      guard result.isFinite, error.isFinite else { return nil }
      let isRounding = status == Int32(GSL_EROUND) && error <= roundingLimit * abs(result)
      return status == Int32(GSL_SUCCESS) || isRounding ? result : nil
    }
  }
}
