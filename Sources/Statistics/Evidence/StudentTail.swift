internal import Distributions

/// The error of a test with a given critical value, and what statistics of other distributions are worth.
package enum StudentTail {
  /// α of the named test: both tails, or the one that is tested.
  package static func alpha(criticalValue c: Double, degreesOfFreedom: Double, alternative: Alternative) -> Double {
    let tail = StudentT(degreesOfFreedom: degreesOfFreedom).upperTail(c)
    return alternative == .twoSided ? 2 * tail : tail
  }

  /// The normal statistic that is as far out as a t statistic: its tail is the same.
  package static func normal(_ t: Double, degreesOfFreedom: Double) -> Double {
    let size = Normal.quantile(upperTail: StudentT(degreesOfFreedom: degreesOfFreedom).upperTail(abs(t)))
    return t < 0 ? -size : size
  }
}
