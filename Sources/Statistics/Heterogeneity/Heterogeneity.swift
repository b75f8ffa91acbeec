internal import Distributions

/// The test that independent effects are all the same: Cochran's Q, which equals the Wald test of the interaction.
///
/// "Significant here, not there" is no evidence of a difference; this test is.
///
/// - Note: W. G. Cochran (1954), *Biometrics* 10, 101-129; Methods/heterogeneity, "Do effects differ?".
package struct Heterogeneity: Sendable, Equatable {
  /// The mean effect with weights 1/SE², which is what all share if they share one.
  package let mean: Double
  package let standardError: Double
  /// Q = Σ (θ_k − mean)²/SE_k².
  package let q: Double
  package let degreesOfFreedom: Int
  package let pValue: Double
  /// I² = max(0, 1 − (K − 1)/Q): the share of the variation that is not the effects' own error.
  package let iSquared: Double

  /// - Returns: nil for fewer than two effects: there is nothing to compare.
  package init?(_ effects: [EffectEstimate]) {
    guard effects.count > 1 else { return nil }
    let (mean, weight) = effects.weightedMean()
    let q = effects.dispersion()
    guard mean.isFinite, weight > 0, weight.isFinite, q.isFinite else { return nil }
    self.mean = mean
    self.q = q
    standardError = 1 / weight.squareRoot()
    degreesOfFreedom = effects.count - 1
    pValue = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(q)
    iSquared = Self.inconsistency(q, degreesOfFreedom: degreesOfFreedom)
  }

  /// I² of a statistic whose expectation is its degrees of freedom, where effects are the same.
  package static func inconsistency(_ statistic: Double, degreesOfFreedom: Int) -> Double {
    let expected = Double(degreesOfFreedom)
    return statistic > expected ? 1 - expected / statistic : 0
  }
}
