internal import Distributions

/// The error of a test with a given critical value.
package enum StudentTail {
  /// α of the named test: both tails, or the one that is tested.
  package static func alpha(criticalValue c: Double, degreesOfFreedom: Double, alternative: Alternative) -> Double {
    let tail = StudentT(degreesOfFreedom: degreesOfFreedom).upperTail(c)
    return alternative == .twoSided ? 2 * tail : tail
  }
}
