/// A measured effect held against a published number without uncertainty ("+202 %", "3x").
///
/// Four answers belong together: the lift with its interval, the compatibility with the claim, whether the effect is at least
/// as large as claimed, and whether it is the claimed one up to a factor m. A claim is always a ratio r of the variant's to
/// the control's value; where the control's value is negative, the ratio 1 + lift of the lift that is reported.
///
/// - Note: Methods/published-claims.
package struct ClaimTest: Sendable, Equatable {
  /// The factor of equivalence to the claim unless one is declared.
  package static let defaultFactor = 1.25

  /// r, the claimed value of the variant over that of the control.
  package let ratio: Double
  /// m: equivalence means from r/m to r·m.
  package let factor: Double
  package let alpha: Double
  /// The lift and its two-sided interval of level 1 − α.
  package let lift: Double
  package let interval: Interval
  /// The two-sided test of the claim itself.
  package let compatibility: TestResult
  /// The one-sided test of "at least as large as claimed", which a small p-value refutes; for a claimed reduction (r < 1) "at
  /// least as large a reduction". A claim of no effect (r = 1) has no side, and its compatibility test stands here.
  package let atLeastAsLarge: TestResult
  /// The one-sided tests of "at most r/m" and of "at least r·m"; both must reject for equivalence to the claim.
  package let aboveLowerLimit: TestResult
  package let belowUpperLimit: TestResult

  /// The p-value of the equivalence to the claim: the larger of its two.
  package var equivalenceP: Double { max(aboveLowerLimit.pValue, belowUpperLimit.pValue) }
  package var isRefuted: Bool { atLeastAsLarge.pValue < alpha }
  /// With many units an effect can be both: smaller than claimed, though within the factor.
  package var isEquivalent: Bool { equivalenceP < alpha }

  package var answer: ClaimAnswer {
    if isRefuted { return .refuted }
    if isEquivalent { return .confirmed }
    return compatibility.pValue < alpha ? .exceeded : .compatible
  }

  /// - Parameters:
  ///   - alpha: of the two-sided test, and of each one-sided test.
  ///   - look: of whose design the boundaries are.
  /// - Precondition: ratio > 0, factor > 1, 0 < alpha < 1/2.
  /// - Throws: the reason why there is no lift to compare: `liftUndefined` when the control's value is 0 or cannot be told
  ///   from it, and what stands against any comparison.
  package init(
    _ estimate: Estimate, ratio: Double, factor: Double = defaultFactor, alpha: Double = 0.05, at look: Look
  ) throws(NotEstimable) {
    precondition(ratio > 0 && ratio.isFinite && factor > 1 && factor.isFinite && alpha > 0 && alpha < 0.5)
    self.ratio = ratio
    self.factor = factor
    self.alpha = alpha
    lift = try estimate.value(on: .relative)
    interval = try estimate.interval(
      on: .relative, alternative: .twoSided, try look.boundary(.twoSided, error: alpha))
    let isNegative = try estimate.control.get().value < 0
    func test(_ ratio: Double, _ alternative: Alternative) throws(NotEstimable) -> TestResult {
      // Of a negative value the lift is 1 − θ₁/θ₀ (Methods/assumptions-and-scales, "Scales"); θ₁ − rθ₀ then still grows
      // with the lift.
      let r = isNegative ? 2 - ratio : ratio
      return try estimate.test(
        .linear(r: r, delta: 0), on: .relative, alternative: alternative,
        try look.boundary(alternative, error: alpha))
    }
    compatibility = try test(ratio, .twoSided)
    atLeastAsLarge = ratio == 1 ? compatibility : try test(ratio, ratio > 1 ? .less : .greater)
    aboveLowerLimit = try test(ratio / factor, .greater)
    belowUpperLimit = try test(ratio * factor, .less)
  }
}
