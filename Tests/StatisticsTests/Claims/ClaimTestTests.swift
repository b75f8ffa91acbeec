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

  @Test func workedExampleOfACompatibleClaim() throws {
    let estimate = try Self.counts((118, 2000), (40, 2000))
    let claim = try ClaimTest(estimate, ratio: 3.02, at: fixedLook)
    #expect(printsAs(claim.lift, "1.95") && printsAs(claim.interval.lower + 1, "2.076924"))
    #expect(printsAs(claim.interval.upper + 1, "4.194088"))
    #expect(printsAs(claim.compatibility.statistic, "-0.130112") && printsAs(claim.compatibility.pValue, "0.896478"))
    #expect(printsAs(claim.atLeastAsLarge.pValue, "0.448239"))
    #expect(printsAs(claim.aboveLowerLimit.statistic, "1.110736"))
    // Printed there as −1.370453; mpmath with 40 digits gives −1.370452456277.
    #expect(printsAs(claim.belowUpperLimit.statistic, "-1.370452"))
    #expect(claim.answer == .compatible && !claim.isRefuted && !claim.isEquivalent)
    let threefold = try ClaimTest(estimate, ratio: 3, at: fixedLook)
    #expect(printsAs(threefold.compatibility.statistic, "-0.093249"))
    #expect(printsAs(threefold.compatibility.pValue, "0.925706") && threefold.answer == .compatible)
  }

  @Test func workedExampleOfARefutedClaim() throws {
    let claim = try ClaimTest(try Self.counts((66, 2000), (40, 2000)), ratio: 3.02, at: fixedLook)
    #expect(printsAs(claim.lift, "0.65") && printsAs(claim.interval.lower + 1, "1.122484"))
    #expect(printsAs(claim.interval.upper + 1, "2.426553"))
    #expect(printsAs(claim.compatibility.statistic, "-3.098536") && printsAs(claim.atLeastAsLarge.pValue, "9.7240e-4"))
    #expect(claim.answer == .refuted && claim.interval.lower > 0)
  }

  /// The four answers, and the same for claimed reductions.
  @Test(arguments: [
    (100.0, 300.0, 2.0, 3.0, ClaimAnswer.confirmed),
    (100, 150, 2, 3, .refuted), (100, 300, 30, 3, .compatible), (100, 500, 5, 3, .exceeded),
    (100, 50, 2, 0.5, .confirmed), (100, 80, 2, 0.5, .refuted), (100, 45, 20, 0.5, .compatible),
    (100, 20, 2, 0.5, .exceeded), (100, 150, 2, 0.5, .refuted),
    (100, 100, 2, 1, .confirmed), (100, 130, 2, 1, .refuted), (100, 70, 2, 1, .refuted), (100, 104, 20, 1, .compatible),
  ])
  func answers(control: Double, variant: Double, error: Double, ratio: Double, answer: ClaimAnswer) throws {
    let claim = try ClaimTest(try Self.means(control, variant, error: error), ratio: ratio, at: fixedLook)
    #expect(claim.answer == answer, "\(claim)")
  }

  /// Many units make an effect both smaller than claimed and the claimed one up to the factor; both can be asked for.
  @Test func slightlySmallerIsRefutedThoughEquivalent() throws {
    let claim = try ClaimTest(try Self.means(100, 290, error: 0.5), ratio: 3, at: fixedLook)
    #expect(claim.answer == .refuted && claim.isRefuted && claim.isEquivalent)
  }

  /// The claim is inside the interval exactly where it is compatible, and outside on the side of the one-sided test.
  @Test func answersAgreeWithTheInterval() throws {
    var random = SeededRandom(seed: 111)
    for _ in 0..<300 {
      let estimate =
        random.chance(0.5)
        ? Estimate(try random.normalEvidence(positive: true))
        : try Self.counts((random.integer(1...90), 100), (random.integer(1...90), 100))
      let ratio = random.logUniform(0.2...5)
      guard let claim = try? ClaimTest(estimate, ratio: ratio, at: fixedLook) else { continue }
      // Limits are roots and not exact: a claim on one of them can fall on either side.
      let limits = [claim.interval.lower, claim.interval.upper]
      if limits.contains(where: { isClose($0, ratio - 1, absolute: 1e-9) }) { continue }
      #expect(claim.interval.contains(ratio - 1) == (claim.compatibility.pValue >= 0.05), "\(claim)")
      if claim.answer == .exceeded {
        #expect(ratio > 1 ? claim.interval.lower > ratio - 1 : claim.interval.upper < ratio - 1, "\(claim)")
      }
      if claim.interval.upper < ratio - 1 && ratio > 1 { #expect(claim.answer == .refuted) }
    }
  }

  /// Of a negative value the lift is relative to its size: −100 to −80 is +20 %.
  @Test func aNegativeControlHasItsLift() throws {
    let estimate = try Self.means(-100, -80, error: 1)
    let claim = try ClaimTest(estimate, ratio: 1.2, at: fixedLook)
    #expect(isClose(claim.lift, 0.2, relative: 1e-12) && claim.answer == .confirmed)
    #expect(isClose(claim.compatibility.statistic, 0, absolute: 1e-9))
    #expect(try ClaimTest(estimate, ratio: 2, at: fixedLook).answer == .refuted)
    #expect(try ClaimTest(estimate, ratio: 1.01, factor: 1.05, at: fixedLook).answer == .exceeded)
  }

  @Test func aFactorMayBeDeclared() throws {
    let estimate = try Self.counts((118, 2000), (40, 2000))
    #expect(try ClaimTest(estimate, ratio: 3, factor: 2, at: fixedLook).answer == .confirmed)
    #expect(try ClaimTest(estimate, ratio: 3, factor: 1.25, at: fixedLook).answer == .compatible)
  }

  @Test func withoutAControlValueThereIsNoClaim() throws {
    #expect(throws: NotEstimable.liftUndefined) {
      try ClaimTest(Self.counts((5, 100), (0, 100)), ratio: 2, at: fixedLook)
    }
    #expect(throws: NotEstimable.liftUndefined) { try ClaimTest(Self.means(1, 5, error: 2), ratio: 2, at: fixedLook) }
    let empty = Estimate(
      method: "given", counts: (0, 0), control: .failure(.emptyArm), variant: .failure(.emptyArm),
      evidence: .failure(.emptyArm))
    #expect(throws: NotEstimable.emptyArm) { try ClaimTest(empty, ratio: 2, at: fixedLook) }
  }
}
