/// How many times the mean of the control the mean of the variant is where a null value holds.
///
/// If values are multiplied, their standard deviation is multiplied as well, so this ratio tells the spread that an arm must
/// have under the null value.
///
/// - Note: Methods/skewed-data, "Null ratio".
package struct NullRatio: Sendable, Equatable {
  /// Values that a difference cannot be far from: the ratio stays within r/6 and 6r; of 4, 6, 10 and 20 the best by simulation.
  private static let reach = 6.0
  /// Rounds of the weights, which the ratio itself changes.
  private static let rounds = 3

  /// Units of the control and of the variant.
  let counts: (control: Double, variant: Double)
  /// θ of the control and of the variant.
  let means: (control: Double, variant: Double)
  /// Whether no value is below 0; else the null value moves values and multiplies none.
  let isNonNegative: Bool

  package static func == (left: NullRatio, right: NullRatio) -> Bool {
    left.counts == right.counts && left.means == right.means && left.isNonNegative == right.isNonNegative
  }

  /// ρ where θ₁ = r·θ₀ + δ.
  func value(r: Double, delta: Double) -> Double {
    guard delta != 0, isNonNegative, r > 0, means.control != 0 || means.variant != 0 else { return r }
    let ofControl = counts.control
    var (ofVariant, ratio) = (counts.variant, r)
    for _ in 0..<Self.rounds {
      let zero = (ofControl * means.control + ofVariant * (means.variant - delta) / r) / (ofControl + ofVariant)
      let one = r * zero + delta
      ratio =
        one <= 0 ? r / Self.reach : zero <= 0 ? r * Self.reach : min(max(one / zero, r / Self.reach), r * Self.reach)
      ofVariant = counts.variant * r * r / (ratio * ratio)
    }
    return ratio
  }
}
