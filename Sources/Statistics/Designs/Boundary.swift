internal import Distributions

/// Where a statistic begins to reject, and which p-value it has: one rule, asked in two directions.
///
/// A design makes it for one question at one look (`Design.boundary`). It may depend on the degrees of freedom, which come
/// from the evidence and differ along an interval, and on the variance, which tells how much is known: the boundary of an
/// anytime-valid design is farther out the less is. The variance is that of the estimate, the same for every null value of
/// an interval, so that the null values beyond the critical value are those whose p-value is below the error.
///
/// - Note: Methods/contrasts, "Critical values"; repeated intervals: C. Jennison, B. W. Turnbull (1989), *JRSS B* 51,
///   305; normal mixtures: H. Robbins (1970), *Annals of Mathematical Statistics* 41, 1397.
package protocol Boundary: Sendable {
  /// The c ≥ 0 from which on a statistic rejects on a tested side.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: ν > 0 that the statistic is read with; infinite for a normal one.
  ///   - variance: of the estimate on the scale of the statistic, ≥ 0, in that scale's squared unit; infinite where
  ///     nothing is known.
  func criticalValue(degreesOfFreedom: Double, variance: Double) -> Double

  /// The p-value of a statistic, 0 to 1.
  ///
  /// - Parameters: those of `criticalValue`.
  func pValue(
    _ statistic: Double, _ alternative: Alternative, degreesOfFreedom: Double, variance: Double
  ) -> Double

  /// The probability, from 0 to 1/2, that a tested side may use of a distribution that evidence brings itself: of counts,
  /// order statistics or replicates.
  ///
  /// - Parameter variance: as of `criticalValue`.
  func tail(variance: Double) -> Double

  /// The p-value of evidence that brings its own distribution, 0 to 1.
  ///
  /// - Parameter variance: as of `criticalValue`.
  func pValue(_ tails: TailProbabilities, _ alternative: Alternative, variance: Double) -> Double
}

extension Boundary {
  /// The tail of a normal statistic as far out as the critical value.
  package func tail(variance: Double) -> Double {
    Normal.upperTail(criticalValue(degreesOfFreedom: .infinity, variance: variance))
  }

  /// The p-value of a normal statistic as far out as the smaller tail says.
  package func pValue(_ tails: TailProbabilities, _ alternative: Alternative, variance: Double) -> Double {
    pValue(tails.normalStatistic, alternative, degreesOfFreedom: .infinity, variance: variance)
  }
}

/// How probable a statistic at least as far out as the observed one is, on each side, where the null value holds.
package struct TailProbabilities: Sendable, Equatable {
  /// P(T ≥ t), 0 to 1.
  package let above: Double
  /// P(T ≤ t), 0 to 1. With `above` it exceeds 1 where the statistic is discrete.
  package let below: Double

  package init(above: Double, below: Double) {
    self.above = above
    self.below = below
  }

  /// The normal statistic whose tail is the smaller of the two.
  var normalStatistic: Double {
    if above <= below { return above > 0 ? Normal.quantile(upperTail: above) : .infinity }
    return below > 0 ? -Normal.quantile(upperTail: below) : -.infinity
  }
}
