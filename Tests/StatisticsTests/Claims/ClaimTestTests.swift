import Statistics
import TestSupport
import Testing

/// Published effects held against measured ones (Methods/published-claims).
@Suite struct ClaimTestTests {
  static func counts(_ variant: (Int, Int), _ control: (Int, Int)) throws -> Estimate {
    let counts = try ScoreCounts(
      controlSuccesses: control.0, controlTrials: control.1, variantSuccesses: variant.0, variantTrials: variant.1)
    return Estimate(
      method: "given", counts: (control.1, variant.1),
      control: .success(.counts(successes: control.0, trials: control.1)),
      variant: .success(.counts(successes: variant.0, trials: variant.1)), evidence: .success(.scoreCounts(counts)))
  }

  static func means(_ control: Double, _ variant: Double, error: Double) throws -> Estimate {
    func arm(_ value: Double) -> ArmValue {
      ArmValue(value: value, variance: error * error, degreesOfFreedom: .infinity)
    }
    return Estimate(try NormalEvidence(control: arm(control), variant: arm(variant)))
  }

  static func claim(_ estimate: Estimate, _ ratio: Double, share: Double = 0.5) throws -> ClaimTest {
    try ClaimTest(estimate, ratio: ratio, share: share, alpha: 0.05, at: fixedLook)
  }

  @Test func workedExampleOfAConfirmedClaim() throws {
    let claim = try Self.claim(try Self.counts((118, 2000), (40, 2000)), 3.02)
    #expect(printsAs(claim.lift, "1.95") && printsAs(claim.interval.lower, "1.076924"))
    #expect(printsAs(claim.interval.upper, "3.194088") && claim.answer == .confirmed)
    #expect(printsAs(claim.compatibility?.statistic, "-0.130112") && printsAs(claim.compatibility?.pValue, "0.896478"))
  }

  @Test func workedExampleOfASmallerEffect() throws {
    let claim = try Self.claim(try Self.counts((66, 2000), (40, 2000)), 3.02)
    #expect(printsAs(claim.interval.lower, "0.122484") && printsAs(claim.interval.upper, "1.426553"))
    #expect(claim.answer == .smaller && printsAs(claim.compatibility?.statistic, "-3.098536"))
  }

  /// Every answer, for a claimed rise of 20 % of which half must be established, and with all signs turned for a claimed fall.
  @Test(arguments: [
    (0.21, 0.3, ClaimAnswer.exceeded), (0.2, 0.3, .confirmed), (0.11, 0.2, .confirmed),
    (0.11, 0.19, .confirmedButSmaller),
    (0.1, 0.19, .smaller), (0.01, 0.15, .smaller), (0.01, 0.09, .refuted), (-0.3, -0.1, .refuted),
    (-0.3, 0.09, .refuted),
    (0, 0.1, .notReproduced), (-0.019, 0.15, .notReproduced), (-0.019, 0.341, .undecided), (0.1, 0.2, .undecided),
    (0.01, 0.5, .undecided), (0.05, .infinity, .undecided), (0.25, .infinity, .exceeded),
  ])
  func theFirstRowThatAppliesAnswers(lower: Double, upper: Double, answer: ClaimAnswer) {
    #expect(ClaimAnswer(claimed: 0.2, share: 0.5, interval: Interval(lower, upper)) == answer)
    #expect(ClaimAnswer(claimed: -0.2, share: 0.5, interval: Interval(-upper, -lower)) == answer)
  }

  @Test func theShareThatMustBeEstablishedMayBeDeclared() {
    let interval = Interval(0.11, 0.25)
    #expect(ClaimAnswer(claimed: 0.2, share: 0.5, interval: interval) == .confirmed)
    #expect(ClaimAnswer(claimed: 0.2, share: 0.9, interval: interval) == .undecided)
  }

  /// No claim is confirmed without an effect in its direction, and none that is excluded.
  @Test func noAnswerContradictsTheInterval() throws {
    var random = SeededRandom(seed: 111)
    var seen = Set<ClaimAnswer>()
    for _ in 0..<600 {
      let estimate =
        random.chance(0.5)
        ? Estimate(try random.normalEvidence(positive: true))
        : try Self.counts((random.integer(1...90), 100), (random.integer(1...90), 100))
      let ratio = random.logUniform(0.2...5)
      guard let claim = try? Self.claim(estimate, ratio) else { continue }
      seen.insert(claim.answer)
      let sign: Double = ratio > 1 ? 1 : -1
      let best = sign > 0 ? claim.interval.upper : -claim.interval.lower
      let worst = sign > 0 ? claim.interval.lower : -claim.interval.upper
      switch claim.answer {
      case .confirmed, .confirmedButSmaller, .exceeded, .smaller: #expect(worst > 0, "\(claim)")
      case .refuted, .notReproduced: #expect(best < sign * (ratio - 1), "\(claim)")
      case .undecided: #expect(best >= sign * (ratio - 1) && worst <= sign * (ratio - 1), "\(claim)")
      }
      // Limits are roots and not exact: a claim on one of them can fall on either side.
      let limits = [claim.interval.lower, claim.interval.upper]
      if limits.contains(where: { isClose($0, ratio - 1, absolute: 1e-9) }) { continue }
      #expect(claim.interval.contains(ratio - 1) == ((claim.compatibility?.pValue ?? 0) >= 0.05), "\(claim)")
    }
    #expect(seen.count >= 6)
  }

  /// An interval of ±18 % around 16.1 % is 1.714 times as wide as it may be, so that 2.94 times the units would tell.
  @Test func unitsThatWouldTell() throws {
    let claim = try Self.claim(try Self.means(100, 116.1, error: 6), 1.21)
    let width = claim.interval.upper - claim.interval.lower
    #expect(
      claim.answer == .undecided && isClose(claim.unitsToDecide, (width / 0.105) * (width / 0.105), relative: 1e-12))
    #expect(try Self.claim(try Self.counts((5, 100), (0, 100)), 2).unitsToDecide == nil)
  }

  /// Of a negative value the lift is relative to its size: −100 to −80 is +20 %.
  @Test func aNegativeControlHasItsLift() throws {
    let claim = try Self.claim(try Self.means(-100, -80, error: 1), 1.2)
    #expect(isClose(claim.lift, 0.2, relative: 1e-12) && claim.answer == .confirmed)
    #expect(isClose(claim.compatibility?.statistic, 0, absolute: 1e-9))
  }

  /// Without a success in the control there is a lower limit of the lift alone.
  @Test func withoutAControlValueAClaimIsExceededOrUndecided() throws {
    let estimate = try Self.counts((30, 100), (0, 100))
    #expect(try Self.claim(estimate, 2).answer == .exceeded && Self.claim(estimate, 2).lift == nil)
    #expect(try Self.claim(estimate, 200).answer == .undecided)
    #expect(throws: NotEstimable.liftUndefined) { try Self.claim(Self.means(1, 5, error: 2), 2) }
    let empty = Estimate(
      method: "given", counts: (0, 0), control: .failure(.emptyArm), variant: .failure(.emptyArm),
      evidence: .failure(.emptyArm))
    #expect(throws: NotEstimable.emptyArm) { try Self.claim(empty, 2) }
  }
}
