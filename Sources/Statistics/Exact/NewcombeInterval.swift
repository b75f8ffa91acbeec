/// The difference of two proportions, from the Wilson limits of each (MOVER).
///
/// A limit of p₁ − p₀ is as far from the estimate as the two nearest limits of the shares combine by Pythagoras. Trials need
/// not be whole, so clustered or adjusted proportions enter with their effective number (Methods/proportions).
///
/// - Note: R. G. Newcombe (1998), *Statistics in Medicine* 17, 873-890, method 10.
package struct NewcombeInterval: Sendable, Equatable {
  private let control: (share: Double, wilson: WilsonInterval)
  private let variant: (share: Double, wilson: WilsonInterval)

  package init(_ counts: ScoreCounts) {
    control = (counts.p0, WilsonInterval(successes: counts.x0, trials: counts.n0))
    variant = (counts.p1, WilsonInterval(successes: counts.x1, trials: counts.n1))
  }

  /// - Precondition: 0 ≤ shares ≤ 1, effective numbers of trials > 0.
  package init(
    control: (share: Double, effectiveTrials: Double), variant: (share: Double, effectiveTrials: Double)
  ) {
    func arm(_ arm: (share: Double, effectiveTrials: Double)) -> (share: Double, wilson: WilsonInterval) {
      (arm.share, WilsonInterval(successes: arm.share * arm.effectiveTrials, trials: arm.effectiveTrials))
    }
    (self.control, self.variant) = (arm(control), arm(variant))
  }

  /// Limits of p₁ − p₀, within −1...1.
  package func difference(_ boundary: any Boundary) -> Interval {
    let (zero, one) = (control.wilson.limits(boundary), variant.wilson.limits(boundary))
    let estimate = variant.share - control.share
    func together(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    return Interval(
      max(-1, estimate - together(variant.share - one.lower, zero.upper - control.share)),
      min(1, estimate + together(one.upper - variant.share, control.share - zero.lower)))
  }

  package static func == (left: NewcombeInterval, right: NewcombeInterval) -> Bool {
    left.control == right.control && left.variant == right.variant
  }
}
