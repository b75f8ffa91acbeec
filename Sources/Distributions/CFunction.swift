internal import CGSL

/// Lends a Swift closure to GSL as a `gsl_function` for the duration of one call.
func withGSLFunction<Result>(
  _ function: (Double) -> Double, _ body: (UnsafeMutablePointer<gsl_function>) -> Result
) -> Result {
  withoutActuallyEscaping(function) { escapable in
    var closure = escapable
    return withUnsafeMutablePointer(to: &closure) { pointer in
      var adapted = gsl_function(
        function: { x, parameters in
          guard let parameters else { return .nan }
          return parameters.assumingMemoryBound(to: ((Double) -> Double).self).pointee(x)
        },
        params: UnsafeMutableRawPointer(pointer))
      return GSL.call { body(&adapted) }
    }
  }
}
