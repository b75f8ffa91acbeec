/// What covariates and strata make of two proportions: their adjusted values, and how much of the variance is left.
///
/// The restricted variance of the score test, times what is left, stands under the adjusted difference. Welch's variance of
/// adjusted values would put that of a few events there, which is largest when the difference is largest: with 5 to 30
/// expected events of the smaller variant it rejects in 4 to 8 % instead of 2.5 % on one side.
///
/// - Note: Methods/proportions, "Adjusted proportions".
package struct ScoreAdjustment: Sendable, Equatable {
  /// p̂₀ and p̂₁, adjusted; few events may leave one of them below 0.
  package let control: Double
  package let variant: Double
  /// 1 − R² > 0; above 1 where strata that are divided unevenly cost more than covariates save.
  package let remaining: Double

  /// - Precondition: remaining > 0.
  package init(control: Double, variant: Double, remaining: Double) {
    precondition(remaining > 0)
    (self.control, self.variant, self.remaining) = (control, variant, remaining)
  }
}
