/// Two quantiles with standard errors to each side: the facts behind their comparison.
///
/// Z(r, δ) = (q₁ − rq₀ − δ)/√(a² + r²b² − 2ρrab), where a and b are the errors on the sides that face the null value.
/// Inverting it gives the intervals of MOVER for the difference and of MOVER-R for the ratio, in closed form.
///
/// - Note: R. S. Woodruff (1952), *JASA* 47, 635-646; G. Y. Zou, A. Donner (2008), *Statistics in Medicine* 27, 1693-1702;
///   A. Donner, G. Y. Zou (2012), *Statistical Methods in Medical Research* 21, 347-359;
///   Methods/quantiles, "Comparison".
package struct WoodruffEvidence: Sendable, Equatable {
  package struct Arm: Sendable, Equatable {
    package let value: Double
    /// σ⁻ and σ⁺: how far the limits of the standard interval lie below and above, in standard errors.
    package let errorBelow: Double
    package let errorAbove: Double

    package init(value: Double, errorBelow: Double, errorAbove: Double) {
      precondition(errorBelow >= 0 && errorAbove >= 0)
      self.value = value
      self.errorBelow = errorBelow
      self.errorAbove = errorAbove
    }

    /// The standard error where a symmetric one is needed.
    package var standardError: Double { (errorBelow + errorAbove) / 2 }
  }

  package let control: Arm
  package let variant: Arm
  package let correlation: Double

  /// - Throws: `ties` when neither quantile has an error on any side, because its limits lie on the same value.
  package init(control: Arm, variant: Arm, correlation: Double) throws(NotEstimable) {
    guard control.standardError > 0 || variant.standardError > 0 else { throw .ties }
    // Values between two of the data have no more digits than doubles have.
    let coarse = max(control.value.ulp, variant.value.ulp)
    let error = (control.standardError * control.standardError + variant.standardError * variant.standardError)
      .squareRoot()
    guard coarse / 2 <= ConstantArm.tolerableRounding * error else { throw .numericallyUnreliable }
    self.control = control
    self.variant = variant
    self.correlation = correlation
  }

  /// - Throws: `ties` where the sides that face the null have no error, because a limit lies on the quantile itself.
  package func statistic(r: Double, delta: Double) throws(NotEstimable) -> Double {
    let gap = variant.value - r * control.value - delta
    let square = variance(r, isAbove: gap > 0)
    guard square > 0 else { throw .ties }
    let z = gap / square.squareRoot()
    guard z.isFinite else { throw .numericallyUnreliable }
    return z
  }

  /// The variance of q₁ − rq₀ towards a null value below it, or above it.
  private func variance(_ r: Double, isAbove: Bool) -> Double {
    let (a, b) = errors(isAbove: isAbove, r)
    return max(0, a * a + r * r * b * b - 2 * correlation * r * a * b)
  }

  private func errors(isAbove: Bool, _ r: Double) -> (variant: Double, control: Double) {
    let facesControlAbove = isAbove == (r >= 0)
    return (
      isAbove ? variant.errorBelow : variant.errorAbove, facesControlAbove ? control.errorAbove : control.errorBelow
    )
  }

  package func difference(_ c: Double) throws(NotEstimable) -> Interval {
    let gap = variant.value - control.value
    return try holding(
      0, gap - c * variance(1, isAbove: true).squareRoot(), gap + c * variance(1, isAbove: false).squareRoot(), c)
  }

  /// What rounding may add to a statistic.
  private static let rounding = 1e-9

  /// The limits with the value of "no difference" on the side where its statistic is, whatever rounding makes of a limit that lies on
  /// it: differences and ratios then never contradict each other.
  private func holding(
    _ neutral: Double, _ lower: Double, _ upper: Double, _ c: Double
  ) throws(NotEstimable) -> Interval {
    guard let z = try? statistic(r: 1, delta: 0) else { return try Interval(from: lower, to: upper) }
    if abs(z) <= c * (1 + Self.rounding) { return try Interval(from: min(lower, neutral), to: max(upper, neutral)) }
    return z > 0
      ? try Interval(from: max(lower, neutral.nextUp), to: upper)
      : try Interval(from: lower, to: min(upper, neutral.nextDown))
  }

  /// The limits of q₁/q₀.
  ///
  /// - Throws: `liftUndefined` when the control's quantile cannot be told from zero.
  package func ratio(_ c: Double) throws(NotEstimable) -> Interval {
    guard control.value != 0 else { throw .liftUndefined }
    // A ratio below the estimate leaves a gap of the control's sign.
    let below = try root(c, isAbove: control.value > 0, sign: -1)
    let above = try root(c, isAbove: control.value < 0, sign: 1)
    guard control.value > 0 else { return try Interval(from: below, to: above) }
    return try holding(1, below, above, c)
  }

  /// The root of (q₁ − ρq₀)² = c²·V(ρ) on one side of the estimate.
  private func root(_ c: Double, isAbove: Bool, sign: Double) throws(NotEstimable) -> Double {
    let (a, b) = errors(isAbove: isAbove, 1)
    let square = c * c
    let first = control.value * control.value - square * b * b
    guard first > 0 else { throw .liftUndefined }
    let second = control.value * variant.value - square * correlation * a * b
    let third = variant.value * variant.value - square * a * a
    return (second + sign * max(0, second * second - first * third).squareRoot()) / first
  }
}
