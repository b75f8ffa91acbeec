/// The null value of a test: one form for every question (Methods/contrasts, "One contrast").
package enum NullValue: Sendable, Equatable {
  /// θ₁ = r·θ₀ + δ: (1, 0) is no difference, (1, δ) an absolute margin, (r, 0) a relative margin or a claim.
  case linear(r: Double, delta: Double)
  /// Odds of the variant = ω · odds of the control.
  case oddsRatio(Double)

  package static let noDifference = NullValue.linear(r: 1, delta: 0)

  /// The null value `value` on the scale of an estimand.
  package init(_ value: Double, on estimand: Estimand) {
    switch estimand {
    case .absolute: self = .linear(r: 1, delta: value)
    case .relative: self = .linear(r: 1 + value, delta: 0)
    case .oddsRatio: self = .oddsRatio(value)
    }
  }
}

extension Estimand {
  /// The value that means "no difference" on this scale.
  package var neutralValue: Double {
    switch self {
    case .absolute, .relative: 0
    case .oddsRatio: 1
    }
  }
}
