internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The null values that the score test does not reject, on each of the three scales.
///
/// Z falls as the null value grows, so each limit is one root of Z = ±c on its side of the estimate.
///
/// - Note: Methods/proportions, "Score intervals"; domains (−1, 1), (0, ∞), (0, ∞).
struct ScoreInterval {
  let counts: ScoreCounts
  private let c: Double

  init(_ counts: ScoreCounts, on estimand: Estimand, _ boundary: any Boundary) {
    self.counts = counts
    c = boundary.criticalValue(degreesOfFreedom: .infinity, variance: counts.variance(on: estimand))
  }

  /// Limits of p₁ − p₀; at the edge of [−1, 1] where no null value is rejected.
  func difference() -> Interval {
    let estimate = counts.variantValue - counts.controlValue
    func excess(_ sign: Double) -> (Double) -> Double {
      { counts.statistic(.linear(r: 1, delta: $0)) - sign * c }
    }
    // The edges themselves make the variance vanish; one unit inside is within rounding of them.
    let lower = estimate <= -1 ? -1 : Root.brent(in: (-1.0).nextUp...estimate, excess(1)) ?? -1
    let upper = estimate >= 1 ? 1 : Root.brent(in: estimate...(1.0).nextDown, excess(-1)) ?? 1
    return Interval(lower, upper)
  }

  /// Limits of p₁/p₀.
  ///
  /// - Throws: `liftUndefined` when neither variant has a success.
  func ratio() throws(NotEstimable) -> Interval {
    if counts.successes == 0 { throw .liftUndefined }
    let lower = counts.x1 == 0 ? 0 : logarithmicRoot(below: true) { counts.statistic(.linear(r: $0, delta: 0)) }
    let upper =
      counts.x0 == 0 ? .infinity : logarithmicRoot(below: false) { counts.statistic(.linear(r: $0, delta: 0)) }
    return Interval(lower, upper)
  }

  /// Limits of the odds ratio.
  ///
  /// - Throws: `boundary` when all trials of both variants ended alike.
  func oddsRatio() throws(NotEstimable) -> Interval {
    if counts.successes == 0 || counts.successes == counts.total { throw .boundary }
    let noneBelow = counts.x1 == 0 || counts.x0 == counts.n0
    let noneAbove = counts.x0 == 0 || counts.x1 == counts.n1
    let lower = noneBelow ? 0 : logarithmicRoot(below: true) { counts.statistic(.oddsRatio($0)) }
    let upper = noneAbove ? .infinity : logarithmicRoot(below: false) { counts.statistic(.oddsRatio($0)) }
    return Interval(lower, upper)
  }

  /// The root of Z = ±c over ln(value), with a bracket that widens by powers of two until it holds.
  private func logarithmicRoot(below: Bool, _ statistic: (Double) -> Double) -> Double {
    let target = below ? c : -c
    func excess(_ logarithm: Double) -> Double { statistic(exp(logarithm)) - target }
    var width = 1.0
    while width < 1024 {
      if excess(-width) > 0, excess(width) < 0 {
        return Root.brent(in: -width...width, excess).map(exp) ?? (below ? 0 : .infinity)
      }
      width *= 2
    }
    return below ? 0 : .infinity
  }
}
