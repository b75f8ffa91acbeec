#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What two probabilities are compared by, on a scale on which it is close to a linear function of log odds.
enum DoseScale: Sendable {
  /// p₁ − r·p₀.
  case difference(r: Double)
  /// log(p₁/p₀).
  case logRatio
  /// The difference of their log odds.
  case logOddsRatio

  /// The contrast of two predictions, with its gradient in the coefficients.
  func contrast(
    _ zero: (value: Double, gradient: [Double]), _ one: (value: Double, gradient: [Double])
  ) -> (value: Double, gradient: [Double]) {
    let (p0, p1) = (zero.value, one.value)
    func gradient(_ ofZero: Double, _ ofOne: Double) -> [Double] {
      zip(zero.gradient, one.gradient).map { ofZero * $0 + ofOne * $1 }
    }
    switch self {
    case .difference(let r): return (p1 - r * p0, gradient(-r, 1))
    case .logRatio: return (log(p1 / p0), gradient(-1 / p0, 1 / p1))
    case .logOddsRatio:
      let value = log(p1 / (1 - p1)) - log(p0 / (1 - p0))
      return (value, gradient(-1 / (p0 * (1 - p0)), 1 / (p1 * (1 - p1))))
    }
  }
}
