/// The value of a metric in one variant, or in a weighted sum of variants, with its sampling variance.
package struct ArmValue: Sendable, Equatable {
  /// θ.
  package let value: Double
  /// Var θ̂.
  package let variance: Double
  /// The part of the variance that the variant's own rows make; the rest comes from what variants share, such as the
  /// estimated means of covariates.
  package let ownVariance: Double
  /// Degrees of freedom of the own part.
  package let degreesOfFreedom: Double

  package init(value: Double, variance: Double, ownVariance: Double? = nil, degreesOfFreedom: Double) {
    precondition(variance >= 0 && degreesOfFreedom > 0)
    self.value = value
    self.variance = variance
    self.ownVariance = ownVariance ?? variance
    self.degreesOfFreedom = degreesOfFreedom
  }
}
