/// A metric as a smooth function of the mean vector of a variant's units: θ = h(m), with its gradient.
///
/// The delta method is written once over these: Var θ = ∇h' Ω ∇h (Methods/deltas-and-ratios).
package enum Functional: String, Sendable, Equatable {
  /// h(m) = m₁; the row vector is [y].
  case mean
  /// h(m) = m₁/m₂; the row vector is [numerator, denominator].
  case ratio

  /// The length of the row vector.
  package var dimension: Int {
    switch self {
    case .mean: 1
    case .ratio: 2
    }
  }

  package func value(at mean: [Double]) throws(NotEstimable) -> Double {
    switch self {
    case .mean: return mean[0]
    case .ratio:
      guard mean[1] != 0 else { throw .denominatorZero }
      return mean[0] / mean[1]
    }
  }

  package func gradient(at mean: [Double]) throws(NotEstimable) -> [Double] {
    switch self {
    case .mean: return [1]
    case .ratio: return [1 / mean[1], -(try value(at: mean)) / mean[1]]
    }
  }
}
