#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The scale on which a bootstrap compares a replicate with the observed values.
///
/// Differences are compared as they are; ratios and odds ratios by their logarithms, whose spread depends less on their
/// size (Methods/bootstrap, "Bootstrap-t").
enum WorkingScale: Equatable {
  /// θ₁ − rθ₀.
  case contrast(r: Double)
  /// ln(θ₁/θ₀).
  case logRatio
  /// ln of the odds ratio.
  case logOddsRatio

  init(_ estimand: Estimand) {
    switch estimand {
    case .absolute: self = .contrast(r: 1)
    case .relative: self = .logRatio
    case .oddsRatio: self = .logOddsRatio
    }
  }

  /// The scale that answers for a null value, and the null value there.
  ///
  /// - Throws: `liftUndefined` for a ratio that has no logarithm.
  static func position(of null: NullValue, on estimand: Estimand) throws(NotEstimable) -> (WorkingScale, Double) {
    switch (null, estimand) {
    case (.oddsRatio(let omega), _): return (.logOddsRatio, log(omega))
    case (.linear(r: let r, delta: 0), .relative):
      guard r > 0 else { throw .liftUndefined }
      return (.logRatio, log(r))
    case (.linear(r: 1, delta: 0), .oddsRatio): return (.logOddsRatio, 0)
    case (.linear(let r, let delta), _): return (.contrast(r: r), delta)
    }
  }

  /// The reason why a pair of values has no place on this scale.
  var refusal: NotEstimable {
    switch self {
    case .contrast: .numericallyUnreliable
    case .logRatio: .liftUndefined
    case .logOddsRatio: .boundary
    }
  }

  /// The compared value, the standard error of it, and the derivatives of it in θ₀ and θ₁.
  struct Position: Equatable {
    let value: Double
    let standardError: Double
    var derivatives: (control: Double, variant: Double) = (0, 0)

    static func == (left: Position, right: Position) -> Bool {
      left.value == right.value && left.standardError == right.standardError && left.derivatives == right.derivatives
    }
  }

  /// The position of two values on this scale.
  ///
  /// A ratio with a control of 0, or with a variant of 0, is infinitely far out on its side; so are odds at 0 and 1.
  ///
  /// - Parameter sign: −1 where the observed control is negative, so that both values change their sign.
  /// - Throws: the scale's refusal where a pair has no place even so, or no standard error.
  func position(of pair: NormalEvidence, sign: Double = 1) throws(NotEstimable) -> Position {
    let (zero, one) = (pair.control.value * sign, pair.variant.value * sign)
    switch self {
    case .contrast(let r):
      return try finite(one - r * zero, pair, (-r, 1))
    case .logRatio:
      if zero > 0, one > 0 { return try finite(log(one / zero), pair, (-1 / zero, 1 / one)) }
      return try infinite(isHigh: zero <= 0, isLow: one <= 0)
    case .logOddsRatio:
      let inside = zero > 0 && zero < 1 && one > 0 && one < 1
      if inside {
        let odds = log(one / (1 - one)) - log(zero / (1 - zero))
        return try finite(odds, pair, (-1 / (zero * (1 - zero)), 1 / (one * (1 - one))))
      }
      return try infinite(isHigh: zero <= 0 || one >= 1, isLow: one <= 0 || zero >= 1)
    }
  }

  private func finite(
    _ value: Double, _ pair: NormalEvidence, _ derivatives: (control: Double, variant: Double)
  ) throws(NotEstimable) -> Position {
    let (g0, g1) = derivatives
    let variance = g1 * g1 * pair.variant.variance + g0 * g0 * pair.control.variance + 2 * g0 * g1 * pair.covariance
    guard value.isFinite, variance.isFinite, variance > 0 else { throw refusal }
    return Position(value: value, standardError: variance.squareRoot(), derivatives: derivatives)
  }

  private func infinite(isHigh: Bool, isLow: Bool) throws(NotEstimable) -> Position {
    guard isHigh != isLow else { throw refusal }
    return Position(value: isHigh ? .infinity : -.infinity, standardError: 1)
  }

  /// A value of this scale as a value of the estimand; lifts of a negative control have their own sign.
  func estimand(_ value: Double, sign: Double) -> Double {
    switch self {
    case .contrast: value
    case .logRatio: sign > 0 ? expm1(value) : -expm1(value)
    case .logOddsRatio: exp(value)
    }
  }
}
