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
    // A power of two keeps the squares within the range of doubles and changes no digit.
    let largest = max(r * r * control.variance, variant.variance)
    guard largest.isFinite else { return control.degreesOfFreedom }
    let scale = largest > 0 ? Double(sign: .plus, exponent: -Int(largest.exponent), significand: 1) : 1
    let (ofControl, ofVariant) = (r * r * control.variance * scale, variant.variance * scale)
    let total = ofVariant + ofControl - 2 * r * covariance * scale
    let denominator =
      ofControl * ofControl / control.degreesOfFreedom + ofVariant * ofVariant / variant.degreesOfFreedom
    // Both parts vanish only where the whole variance comes from the covariance, which then is known as well as it can be.
    return denominator > 0 ? total * total / denominator : .infinity
  }

  package func statistic(r: Double, delta: Double) -> Double {
    (variant.value - r * control.value - delta) / variance(r: r).squareRoot()
  }
}
