/// A measured effect held against a published number without uncertainty ("+202 %", "3x").
///
/// The answer is read off one interval of the lift, so that it never contradicts the numbers that are printed. A claim is
/// always a ratio r of the variant's to the control's value; where the control's value is negative, the ratio 1 + lift of the
/// lift that is reported.
///
/// - Note: Methods/published-claims.
package struct ClaimTest: Sendable, Equatable {
  /// The claimed lift, a fraction.
  package let claimed: Double
  /// The share of it that must be established.
  package let share: Double
  /// The lift; nil where the control's value is 0, though its limit may be known.
  package let lift: Double?
  /// Two-sided, of level 1 − α; an open end is infinite.
  package let interval: Interval
  /// The two-sided test of the claim itself, which no answer rests on.
  package let compatibility: TestResult?

  package var answer: ClaimAnswer { ClaimAnswer(claimed: claimed, share: share, interval: interval) }

  /// How many times the units would have to be for an interval that is narrow enough to tell: half as wide as the distance
  /// between the claim and the share of it. nil where there is no such number.
  package var unitsToDecide: Double? {
    let (now, needed) = (interval.upper - interval.lower, (1 - share) * abs(claimed))
    guard now.isFinite, needed > 0 else { return nil }
    return (now / needed) * (now / needed)
  }

  /// - Parameters:
  ///   - alpha: of the two-sided interval.
  ///   - look: of whose design the boundaries are.
  /// - Precondition: ratio > 0, 0 < share < 1, 0 < alpha < 1.
  /// - Throws: the reason why there is no interval of the lift.
  package init(
    _ estimate: Estimate, ratio: Double, share: Double, alpha: Double, at look: Look
  ) throws(NotEstimable) {
    precondition(ratio > 0 && ratio.isFinite && share > 0 && share < 1 && alpha > 0 && alpha < 1)
    (claimed, self.share) = (ratio - 1, share)
    let boundary = try look.boundary(.twoSided, error: alpha)
    interval = try estimate.interval(on: .relative, alternative: .twoSided, boundary)
    lift = try? estimate.value(on: .relative)
    compatibility = try? estimate.test(
      estimate.null(ratio - 1, on: .relative), on: .relative, alternative: .twoSided, boundary)
  }
}
