/// Two values with their joint covariance: the facts behind every comparison whose estimates are asymptotically normal.
///
/// Z(r, δ) = (θ₁ − rθ₀ − δ)/√V(r), V(r) = Σ₁₁ + r²Σ₀₀ − 2rΣ₀₁, with Welch-Satterthwaite degrees of freedom at that r.
///
/// - Note: `methods.md` 3.4, 5.1; B. L. Welch (1947), *Biometrika* 34, 28-35.
package struct NormalEvidence: Sendable, Equatable {
  package let control: ArmValue
  package let variant: ArmValue
  /// Σ₀₁.
  package let covariance: Double
  /// Set where both values come from the same units, so that one cell's degrees of freedom serve every r.
  package let commonDegreesOfFreedom: Double?

  /// - Throws: `noVariation` when neither value has a variance, so that nothing is known about the difference.
  package init(
    control: ArmValue, variant: ArmValue, covariance: Double = 0, commonDegreesOfFreedom: Double? = nil
  ) throws(NotEstimable) {
    guard control.variance > 0 || variant.variance > 0 else { throw .noVariation }
    self.control = control
    self.variant = variant
    self.covariance = covariance
    self.commonDegreesOfFreedom = commonDegreesOfFreedom
  }

  package func variance(r: Double) -> Double {
    variant.variance + r * r * control.variance - 2 * r * covariance
  }

  package func degreesOfFreedom(r: Double) -> Double {
    if let commonDegreesOfFreedom { return commonDegreesOfFreedom }
    let total = variance(r: r)
    let ofControl = r * r * control.variance
    let denominator =
      ofControl * ofControl / control.degreesOfFreedom + variant.variance * variant.variance / variant.degreesOfFreedom
    // Both parts vanish only where the whole variance comes from the covariance, which then is known as well as it can be.
    return denominator > 0 ? total * total / denominator : .infinity
  }

  package func statistic(r: Double, delta: Double) -> Double {
    (variant.value - r * control.value - delta) / variance(r: r).squareRoot()
  }
}
