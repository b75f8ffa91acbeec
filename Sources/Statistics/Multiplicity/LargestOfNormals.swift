internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The largest of standard normal variables with correlations λ_i·λ_j, or the largest of their sizes.
///
/// Z_i = λ_i·U + √(1 − λ_i²)·E_i are independent given U, so P(max Z ≥ c) is one integral over U, of either sign of λ.
/// The integrand is written with upper tails, which keeps small probabilities accurate.
///
/// - Note: C. W. Dunnett (1955), *JASA* 50, 1096-1121; Methods/multiplicity, "Dunnett".
struct LargestOfNormals {
  /// Different λ with how often they occur: equal arms cost as much as one.
  private let groups: [(loading: Double, spread: Double, count: Double)]
  private let isTwoSided: Bool

  /// Beyond |c| by this, U has no share in the probability that doubles can tell.
  private static let margin = 9.0
  private static let relativeError = 1e-9
  /// √(1 − λ²) below which the step of a variable is told to the quadrature beforehand.
  private static let steep = 0.3

  init(loadings: [Double], isTwoSided: Bool) {
    self.isTwoSided = isTwoSided
    // The sign of Z does not matter for its size, and λ changes sign with it.
    let counted = Dictionary(loadings.map { (isTwoSided ? abs($0) : $0, 1.0) }, uniquingKeysWith: +)
    groups = counted.sorted { $0.key < $1.key }.map { loading, count in
      (loading, ((1 - loading) * (1 + loading)).squareRoot(), count)
    }
  }

  /// P(max Z ≥ c), or P(max |Z| ≥ c); nil when the quadrature did not converge.
  func upperTail(_ c: Double) -> Double? {
    if isTwoSided, c <= 0 { return 1 }
    guard c.isFinite else { return c > 0 ? 0 : 1 }
    // The two-sided integrand is even.
    let end = abs(c) + Self.margin
    let marks = Set(landmarks(c).filter { abs($0) < end && (!isTwoSided || $0 > 0) } + [isTwoSided ? 0 : -end, end])
    let points = marks.sorted()
    var sum = 0.0
    for (left, right) in zip(points, points.dropFirst()) {
      let part = Quadrature.integral(over: left...right, relativeError: Self.relativeError, absoluteError: sum * 1e-12)
      {
        Normal.density($0) * exceedance(c, given: $0)
      }
      guard let part else { return nil }
      sum += part
    }
    return min(1, isTwoSided ? 2 * sum : sum)
  }

  /// Where the integrand has steps too steep for one rule (u = c/λ) and peaks beside them (u = λc).
  private func landmarks(_ c: Double) -> [Double] {
    groups.filter { $0.spread < Self.steep }.flatMap { [$0.loading * c, c / $0.loading] }
  }

  /// P(max ≥ c | U = u) = 1 − Π(1 − q_i), added up as p + q − pq: nothing cancels, and no logarithm is needed.
  private func exceedance(_ c: Double, given u: Double) -> Double {
    var sum = 0.0
    for group in groups {
      let above = tail(c - group.loading * u, group.spread)
      let q = isTwoSided ? min(1, above + tail(c + group.loading * u, group.spread)) : above
      let any = group.count == 1 ? q : -expm1(group.count * log1p(-q))
      sum += any * (1 - sum)
    }
    return sum
  }

  /// P(spread·E ≥ distance), which is certain or impossible where λ = ±1 leaves no spread.
  private func tail(_ distance: Double, _ spread: Double) -> Double {
    spread > 0 ? Normal.upperTail(distance / spread) : distance <= 0 ? 1 : 0
  }
}
