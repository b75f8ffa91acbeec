#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How the outcome, or the logarithm of its odds, runs with the dose.
package enum DoseShape: Sendable, Equatable {
  case line
  case spline(RestrictedCubicSpline)

  /// The terms of a dose, without the intercept; the first is the dose.
  package func terms(_ dose: Double) -> [Double] {
    switch self {
    case .line: [dose]
    case .spline(let spline): spline.terms(dose)
    }
  }

  package var dimension: Int {
    switch self {
    case .line: 1
    case .spline(let spline): spline.dimension
    }
  }
}

/// What a dose-response curve is linear in.
package enum DoseLink: Sendable, Equatable {
  /// The expected outcome itself.
  case identity
  /// The logarithm of the odds of success.
  case logit

  /// The expected outcome, and its derivative, where the linear part has a value.
  func outcome(_ linear: Double) -> (value: Double, slope: Double) {
    switch self {
    case .identity: (linear, 1)
    case .logit: logistic(linear)
    }
  }

  /// 1/(1 + e^−x), and its derivative.
  private func logistic(_ x: Double) -> (value: Double, slope: Double) {
    let small = exp(-abs(x))
    let (larger, smaller) = (1 / (1 + small), small / (1 + small))
    return (x >= 0 ? larger : smaller, larger * smaller)
  }
}
