/// The value of a metric in one variant with its sampling variance.
package struct ArmValue: Sendable, Equatable {
  /// θ.
  package let value: Double
  /// Var θ̂.
  package let variance: Double
  /// Degrees of freedom of the variance.
  package let degreesOfFreedom: Double

  package init(value: Double, variance: Double, degreesOfFreedom: Double) {
    precondition(variance >= 0 && degreesOfFreedom > 0)
    self.value = value
    self.variance = variance
    self.degreesOfFreedom = degreesOfFreedom
  }
}
