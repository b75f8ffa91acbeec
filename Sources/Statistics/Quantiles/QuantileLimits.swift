internal import Distributions

/// How far the quantile of one variant may lie from its estimate.
package enum QuantileLimits: Sendable, Equatable {
  /// Errors to each side, which scale with the level.
  case woodruff(WoodruffEvidence.Arm)
  /// The interval between two order statistics, for the one tail that their ranks were chosen for; at another tail Woodruff's
  /// limits, or the reason why there are none.
  indirect case orderStatistics(Interval, tail: Double, otherwise: Result<QuantileLimits, NotEstimable>)

  /// - Throws: why there are no limits at another tail than that of order statistics.
  func interval(_ boundary: any Boundary) throws(NotEstimable) -> Interval {
    switch self {
    case .woodruff(let arm):
      let c = boundary.criticalValue(degreesOfFreedom: .infinity, variance: arm.standardError * arm.standardError)
      return try Interval(from: arm.value - c * arm.errorBelow, to: arm.value + c * arm.errorAbove)
    case .orderStatistics(let interval, let tail, let otherwise):
      let isOfTail = abs(boundary.tail(variance: .infinity) - tail) < 1e-12
      return isOfTail ? interval : try otherwise.get().interval(boundary)
    }
  }
}

/// The ranks between whose values a quantile lies with at least a given probability, whatever the distribution.
///
/// The lower is the largest l with P(X ≤ l − 1) ≤ tail, the upper the smallest u with P(X ≤ u − 1) ≥ 1 − tail, where X is the
/// binomial number of values below the quantile.
///
/// - Note: Methods/quantiles, "Exact interval of one variant"; independent values without adjustment.
package struct OrderStatisticRanks: Sendable, Equatable {
  /// Values above which the binomial tails of GSL lose digits (Methods/numerical-accuracy, "Limits of GSL").
  package static let mostValues = 100_000

  package let lower: Int
  package let upper: Int

  /// nil where no such ranks exist among `count` values, or there are too many values.
  package init?(count: Int, probability: Double, tail: Double) {
    guard (1...Self.mostValues).contains(count) else { return nil }
    let binomial = Binomial(trials: count, probability: probability)
    // P(X ≤ k) grows with k: the first k that exceeds the tail is the lower rank, for l − 1 is the one before it.
    let lower = Self.first(0...count) { binomial.lowerTail(at: $0) > tail }
    // P(X ≥ u) ≤ tail, read from the upper tail, which keeps its digits.
    let upper = Self.first(1...(count + 1)) { binomial.upperTail(at: $0) <= tail }
    guard let lower, let upper, lower >= 1, upper <= count else { return nil }
    (self.lower, self.upper) = (lower, upper)
  }

  /// The first number of a range for which a condition holds that holds for all greater ones.
  private static func first(_ range: ClosedRange<Int>, where condition: (Int) -> Bool) -> Int? {
    var (low, high) = (range.lowerBound, range.upperBound + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low <= range.upperBound ? low : nil
  }
}
