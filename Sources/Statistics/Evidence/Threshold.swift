internal import Distributions

/// How far the statistic must go to reject: the tail probability that each tested side may use.
///
/// A design or a correction chooses the tail; the degrees of freedom come from the evidence and may differ along an
/// interval, so the critical value c(ν) is asked for only there (`methods.md` 5.2, 6.1.1).
package struct Threshold: Sendable, Equatable {
  package let tail: Double

  /// - Precondition: 0 < tail < 1/2.
  package init(tail: Double) {
    precondition(tail > 0 && tail < 0.5)
    self.tail = tail
  }

  /// The fixed-horizon threshold: α/2 on each side, or α on the one side that is tested.
  package init(alpha: Double, alternative: Alternative) {
    self.init(tail: alternative == .twoSided ? alpha / 2 : alpha)
  }

  package func criticalValue(degreesOfFreedom: Double) -> Double {
    StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: tail)
  }
}
