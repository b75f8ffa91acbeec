internal import CGSL

/// A smooth function on a finite range as a series of Chebyshev polynomials (`gsl_cheb_init`), for one that is costly and
/// asked for often.
package final class ChebyshevSeries {
  private let series: UnsafeMutablePointer<gsl_cheb_series>

  /// Terms of the first attempt, doubled until the last ones no longer matter.
  private static let firstOrder = 12
  private static let largestOrder = 96

  /// - Parameter absoluteError: what the last four coefficients may add up to.
  /// - Returns: nil where the function is not that smooth, or is not a number somewhere.
  package init?(over range: ClosedRange<Double>, absoluteError: Double, _ function: (Double) -> Double) {
    guard range.lowerBound < range.upperBound else { return nil }
    var order = Self.firstOrder
    while order <= Self.largestOrder {
      guard let series = gsl_cheb_alloc(order) else { return nil }
      let status = withGSLFunction(function) { gsl_cheb_init(series, $0, range.lowerBound, range.upperBound) }
      let coefficients = (0...order).map { series.pointee.c[$0] }
      let rest = coefficients.suffix(4).reduce(0) { $0 + abs($1) }
      if status == Int32(GSL_SUCCESS), coefficients.allSatisfy(\.isFinite), rest <= absoluteError {
        self.series = series
        return
      }
      gsl_cheb_free(series)
      guard coefficients.allSatisfy(\.isFinite) else { return nil }
      order *= 2
    }
    return nil
  }

  deinit { gsl_cheb_free(series) }

  /// - Precondition: x lies in the range.
  package func callAsFunction(_ x: Double) -> Double { gsl_cheb_eval(series, x) }
}
