/// An effect with its standard error, from one segment or one experiment.
package struct EffectEstimate: Sendable, Equatable {
  package let value: Double
  package let standardError: Double

  /// - Returns: nil when the value is not finite or the standard error is not a positive number: an effect that claims to be
  ///   certain would outweigh all others.
  package init?(value: Double, standardError: Double) {
    guard value.isFinite, standardError.isFinite, standardError > 0 else { return nil }
    self.value = value
    self.standardError = standardError
  }

  var z: Double { value / standardError }
}

extension Sequence<EffectEstimate> {
  /// The mean with weights 1/(SE² + τ²), and the sum of the weights.
  func weightedMean(betweenVariance: Double = 0) -> (mean: Double, weight: Double) {
    let (sum, weight) = reduce((0.0, 0.0)) { sums, effect in
      let w = 1 / (effect.standardError * effect.standardError + betweenVariance)
      return (sums.0 + w * effect.value, sums.1 + w)
    }
    return (sum / weight, weight)
  }

  /// Σ (θ − μ)²/(SE² + τ²) around the mean with the same weights: Cochran's Q at τ² = 0.
  func dispersion(betweenVariance: Double = 0) -> Double {
    let mean = weightedMean(betweenVariance: betweenVariance).mean
    return reduce(0) { sum, effect in
      let gap = effect.value - mean
      return sum + gap * gap / (effect.standardError * effect.standardError + betweenVariance)
    }
  }
}
