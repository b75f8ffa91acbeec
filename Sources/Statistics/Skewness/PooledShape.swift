/// The shape of the units of both arms of a contrast together, and how far each arm's own is trusted.
///
/// A small arm that lacks its rare large values looks innocent exactly where that misleads, so that its own skewness counts
/// only as far as it is known: λ = 1/(1 + 10(k − 1)/n).
///
/// - Note: Methods/skewed-data, "Pooled shape".
package struct PooledShape: Sendable, Equatable {
  package let control: ArmShape
  package let variant: ArmShape
  /// g, weighted by the units of the arms whose units differ.
  package let skewness: Double
  /// k, likewise; at least g² + 1, which it is of any distribution.
  package let kurtosis: Double

  /// Units whose fourth moment is as good as none, as multiples of k − 1; of 1, 2, 4, 10 and 20 the best by simulation.
  private static let trustScale = 10.0

  /// - Returns: nil where the units of both arms are alike.
  package init?(control: ArmShape, variant: ArmShape) {
    let arms = [control, variant].filter { !$0.isConstant }
    guard !arms.isEmpty else { return nil }
    let total = arms.reduce(0) { $0 + $1.count }
    let skewness = arms.reduce(0) { $0 + $1.count * $1.skewness } / total
    (self.control, self.variant, self.skewness) = (control, variant, skewness)
    kurtosis = max(arms.reduce(0) { $0 + $1.count * $1.kurtosis } / total, skewness * skewness + 1)
  }

  /// λ of an arm, 0 to 1: the trust in its own moments.
  func trust(_ arm: ArmShape) -> Double { 1 / (1 + Self.trustScale * (kurtosis - 1) / arm.count) }

  /// γ of an arm: its own skewness as far as it is trusted, the pooled one for the rest.
  func shrunkSkewness(_ arm: ArmShape) -> Double {
    guard !arm.isConstant else { return skewness }
    let trust = trust(arm)
    return trust * arm.skewness + (1 - trust) * skewness
  }

  /// |g|/√n of the smaller arm above which Student's t is not good enough: there the first term of the Edgeworth expansion,
  /// φ(z)(2z² + 1)·|γ|/6, is a fifth of a tail of 2.5 %.
  package static let normalLimit = 0.064

  /// Whether the data are so skewed that the pivot decides; it depends on no null value and no level, so that every question
  /// about a comparison has the same answer.
  package var isSkewed: Bool { abs(skewness) / min(control.count, variant.count).squareRoot() > Self.normalLimit }
}
