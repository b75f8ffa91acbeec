internal import Distributions

/// The test that an effect is positive in some segments and negative in others, of Gail and Simon.
///
/// The hypothesis is that all effects are ≥ 0 or all are ≤ 0; a small p-value says that the sign flips. Against a margin,
/// shift the effects first. Without any effect of one sign min(Q⁺, Q⁻) is 0 and p = 1 − ½^(K−1), the largest it can be.
///
/// - Note: M. Gail, R. Simon (1985), *Biometrics* 41, 361-372; Methods/heterogeneity, "Do signs differ?".
package struct QualitativeInteraction: Sendable, Equatable {
  /// Q⁺ = Σ z² over the positive effects.
  package let positive: Double
  /// Q⁻ = Σ z² over the negative effects.
  package let negative: Double
  /// Σ_h Bin(h; K−1, ½)·P(χ²_h > min(Q⁺, Q⁻)), h = 1...K−1.
  package let pValue: Double

  /// - Returns: nil for fewer than two independent effects.
  package init?(_ effects: [EffectEstimate]) {
    guard effects.count > 1 else { return nil }
    let scores = effects.map(\.z)
    positive = scores.reduce(0) { $1 > 0 ? $0 + $1 * $1 : $0 }
    negative = scores.reduce(0) { $1 < 0 ? $0 + $1 * $1 : $0 }
    let (least, others) = (min(positive, negative), effects.count - 1)
    let signs = Binomial(trials: others, probability: 0.5)
    pValue = (1...others).reduce(0) { sum, h in
      sum + signs.mass(at: h) * ChiSquared(degreesOfFreedom: Double(h)).upperTail(least)
    }
  }
}
