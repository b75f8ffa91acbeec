/// The value of a metric in one variant, or in a weighted sum of variants, with its sampling variance.
package struct ArmValue: Sendable, Equatable {
  /// θ.
  package let value: Double
  /// What the double of θ lacks of it; 0 where that is not known.
  package let remainder: Double
  /// Var θ̂.
  package let variance: Double
  /// The part of the variance that the variant's own rows make; the rest comes from what variants share, such as the
  /// estimated means of covariates.
  package let ownVariance: Double
  /// Degrees of freedom of the own part.
  package let degreesOfFreedom: Double

  package init(
    value: Double, variance: Double, ownVariance: Double? = nil, degreesOfFreedom: Double, remainder: Double = 0
  ) {
    precondition(variance >= 0 && degreesOfFreedom > 0)
    (self.value, self.remainder) = (value, remainder)
    self.variance = variance
    self.ownVariance = ownVariance ?? variance
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The value with what its double lacks.
  func with(remainder: Double) -> ArmValue {
    ArmValue(
      value: value, variance: variance, ownVariance: ownVariance, degreesOfFreedom: degreesOfFreedom,
      remainder: remainder)
  }

  /// θ − r·θ₀, of which two large values lose nothing where r is 1.
  func less(_ r: Double, times other: ArmValue) -> Double {
    (value - r * other.value) + (remainder - r * other.remainder)
  }
}
