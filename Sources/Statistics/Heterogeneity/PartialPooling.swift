/// Effects shrunk toward their common mean, each by as much as its own error calls for: empirical Bayes.
///
/// θ_i ~ N(μ, τ²): the posterior mean is B_i·μ + (1 − B_i)·θ̂_i with B_i = SE_i²/(SE_i² + τ²). Used for segments once their
/// differences are established, and for past experiments, all of them, not the winners only.
///
/// - Note: Methods/heterogeneity, "Partial pooling".
package struct PartialPooling: Sendable, Equatable {
  package struct Posterior: Sendable, Equatable {
    package let mean: Double
    /// SE_i·√(1 − B_i), without the uncertainty of μ and τ²; nil at τ² = 0, where it would claim that nothing is uncertain.
    package let standardDeviation: Double?
    /// B_i, the share of the common mean.
    package let shrinkage: Double
  }

  package let prior: PauleMandel
  /// The pooled effects, in the order of the effects.
  package let posteriors: [Posterior]

  /// - Returns: nil for fewer than two effects.
  /// - Throws: `numericallyUnreliable`, as `PauleMandel`.
  package init?(_ effects: [EffectEstimate]) throws(NotEstimable) {
    guard let prior = try PauleMandel(effects) else { return nil }
    self.prior = prior
    let between = prior.betweenVariance.squareRoot()
    posteriors = effects.map { effect in
      // Over the standard deviations: their squares may leave the range of doubles.
      let ratio = between / effect.standardError
      let shrinkage = 1 / (1 + ratio * ratio)
      let kept = ratio.isFinite ? ratio * shrinkage.squareRoot() : 1
      return Posterior(
        mean: shrinkage * prior.mean + (1 - shrinkage) * effect.value,
        standardDeviation: between > 0 ? effect.standardError * kept : nil, shrinkage: shrinkage)
    }
  }
}
