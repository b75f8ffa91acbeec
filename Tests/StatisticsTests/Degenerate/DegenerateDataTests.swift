import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Data that leave a question open get the reason, never a stand-in number (Methods/when-there-is-no-answer).
  @Suite struct DegenerateDataTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    private func mean(_ control: [Double], _ variant: [Double]) -> Estimate {
      DeltaMethod(.mean).estimate(control: Moments(values: control), variant: Moments(values: variant))
    }

    private func ratio(_ control: [[Double]], _ variant: [[Double]]) -> Estimate {
      DeltaMethod(.ratio).estimate(
        control: Moments(rows: control, dimension: 2), variant: Moments(rows: variant, dimension: 2))
    }

    /// Checks that every question about a comparison has the same answer: this reason.
    private func refuses(
      _ estimate: Estimate, _ reason: NotEstimable, location: SourceLocation = #_sourceLocation
    ) {
      for estimand in [Estimand.absolute, .relative] {
        for alternative in Alternative.allCases {
          #expect(throws: reason, sourceLocation: location) {
            try estimate.interval(on: estimand, alternative: alternative, Self.threshold)
          }
          #expect(throws: reason, sourceLocation: location) {
            try estimate.test(NullValue(0, on: estimand), alternative: alternative, Self.threshold)
          }
        }
        #expect(estimate.standardError(on: estimand) == nil, sourceLocation: location)
      }
    }

    @Test func aVariantWithoutUnits() {
      for estimate in [mean([], [1, 2, 3]), mean([1, 2, 3], []), mean([], []), ratio([], [[1, 2], [2, 3]])] {
        refuses(estimate, .emptyArm)
        #expect(throws: NotEstimable.emptyArm) { try estimate.value(on: .absolute) }
      }
      #expect(throws: NotEstimable.emptyArm) { try mean([], [1]).control.get() }
    }

    @Test func aVariantWithOneUnitHasAValueOnly() throws {
      let estimate = mean([1, 2, 3], [5])
      refuses(estimate, .tooFew)
      #expect(try estimate.value(on: .absolute) == 3 && estimate.value(on: .relative) == 1.5)
      #expect(throws: NotEstimable.noVariation) { try estimate.variant.get().interval(Self.threshold) }
      refuses(ratio([[1, 2]], [[1, 2], [3, 4]]), .tooFew)
    }

    @Test func noVariationIsNeitherAnEffectNorNone() throws {
      for (zero, one) in [(2.0, 2.0), (2, 3), (0, 0)] {
        let estimate = mean([zero, zero, zero], [one, one, one])
        refuses(estimate, .noVariation)
        #expect(try estimate.value(on: .absolute) == one - zero)
        #expect(throws: NotEstimable.noVariation) { try estimate.control.get().interval(Self.threshold) }
      }
      refuses(ratio([[2, 1], [4, 2], [6, 3]], [[3, 1], [6, 2]]), .noVariation)
      refuses(ratio([[0.1, 1], [0.3, 3], [0.7, 7]], [[0.1, 1], [0.2, 2]]), .noVariation)
    }

    @Test func oneConstantVariantLeavesTheOthersDegreesOfFreedom() throws {
      let (constant, other) = (Array(repeating: 3.0, count: 12), [5, 4, 6, 3, 9, 8, 7, 5, 7.0])
      let estimate = mean(constant, other)
      let test = try estimate.test(.noDifference, alternative: .twoSided, Self.threshold)
      #expect(test.degreesOfFreedom == 8)
      #expect(estimate.warnings.contains(.oneArmConstant))
      let lift = try estimate.interval(on: .relative, alternative: .twoSided, Self.threshold)
      let difference = try estimate.interval(on: .absolute, alternative: .twoSided, Self.threshold)
      // A control known without error: the lift is the difference over it.
      #expect(isClose(lift.lower, difference.lower / 3, relative: 1e-9))
      #expect(isClose(lift.upper, difference.upper / 3, relative: 1e-9))
      let mirror = try mean(other, constant).test(.noDifference, alternative: .twoSided, Self.threshold)
      #expect(mirror.degreesOfFreedom == 8 && mirror.pValue == test.pValue)
    }

    /// 5 of 10 units convert: labels drawn at random leave none of them to 2 others with the chance C(10, 5)/C(12, 5) = 0.32;
    /// 8 of 16 against 0 of 16 with C(16, 8)/C(32, 8) = 0.0012.
    @Test func aConstantVariantThatChanceCanExplainHasNoSpread() throws {
      func truths(_ successes: Int, _ trials: Int) -> [Double] { (0..<trials).map { $0 < successes ? 1 : 0 } }
      for sign in [1.0, -1] {
        let (many, few) = (truths(5, 10).map { sign * $0 }, truths(0, 2))
        refuses(mean(many, few), .oneArmConstant)
        refuses(mean(few, many), .oneArmConstant)
        refuses(ratio(many.map { [$0 + 1, 1] }, few.map { [$0 + 1, 1] }), .oneArmConstant)
      }
      #expect(isClose(try mean(truths(5, 10), truths(0, 2)).value(on: .absolute), -0.5, relative: 1e-12))
      let plain = mean(truths(8, 16), truths(0, 16))
      #expect(throws: Never.self) { try plain.test(.noDifference, alternative: .twoSided, Self.threshold) }
      #expect(plain.warnings.contains(.oneArmConstant))
    }

    /// The chance is that of the hypergeometric distribution, exactly for values of 0 and 1.
    @Test func theChanceOfAConstantVariant() {
      for (k, m, n, expected) in [
        (8, 380, 20, 0.660_949_051_5), (9, 12, 12, 1.682_595_235e-4), (1, 1, 1, 0.5), (0, 5, 5, 1),
        (3, 3, 4, 0.028_571_43),
      ] as [(Int, Int, Int, Double)] {
        let others = Moments(values: (0..<m).map { $0 < k ? 1 : 0 })
        let chance = ConstantArm.chance(Moments(values: Array(repeating: 0, count: n)), others, .mean)
        #expect(isClose(chance, expected, relative: 1e-6), "\(k) of \(m), \(n): \(chance)")
      }
      // A value far from the others makes them fewer, never more.
      let spread = Moments(values: [1, 1, 1, 1, 50])
      #expect(ConstantArm.chance(Moments(values: [0, 0, 0, 0]), spread, .mean) > 0.4)
    }

    @Test func aControlOfZeroHasNoLift() throws {
      for control in [[-1.0, 1], [-2, 0, 2], Array(repeating: 0, count: 12)] {
        let estimate = mean(control, [3, 4, 6, 5, 4, 5, 3, 6, 4, 5])
        #expect(throws: NotEstimable.liftUndefined) { try estimate.value(on: .relative) }
        #expect(throws: NotEstimable.liftUndefined) {
          try estimate.interval(on: .relative, alternative: .twoSided, Self.threshold)
        }
        #expect(throws: Never.self) { try estimate.interval(on: .absolute, alternative: .twoSided, Self.threshold) }
        #expect(estimate.standardError(on: .relative) == nil)
      }
    }

    @Test func aControlThatMayBeZeroHasNoLift() throws {
      let estimate = mean([-3, -1, 3, 5], [3, 4, 6, 5])
      #expect(throws: NotEstimable.liftUndefined) {
        try estimate.interval(on: .relative, alternative: .twoSided, Self.threshold)
      }
    }

    @Test func aNegativeControlMeasuresLiftsByItsSize() throws {
      let estimate = mean([-10, -11, -9, -10.5], [-8, -8.5, -7, -8.2])
      let lift = try estimate.value(on: .relative)
      #expect(lift > 0 && isClose(lift, 1 - 7.925 / 10.125, relative: 1e-12))
      let interval = try estimate.interval(on: .relative, alternative: .twoSided, Self.threshold)
      #expect(interval.contains(lift) && interval.lower > 0)
      #expect(estimate.warnings(on: .relative, Self.threshold).contains(.negativeControl))
      #expect(!estimate.warnings(on: .absolute, Self.threshold).contains(.negativeControl))
      // The losses as positive costs: the lift is the saving.
      let costs = mean([10, 11, 9, 10.5], [8, 8.5, 7, 8.2])
      let saving = try costs.interval(on: .relative, alternative: .twoSided, Self.threshold)
      #expect(isClose(saving.upper, -interval.lower, relative: 1e-9))
      #expect(isClose(saving.lower, -interval.upper, relative: 1e-9))
    }

    @Test func aRatioWithoutDenominatorIsUndefined() {
      let estimate = ratio([[1, 0], [2, 0]], [[1, 2], [2, 3]])
      refuses(estimate, .denominatorZero)
      #expect(throws: NotEstimable.denominatorZero) { try estimate.control.get() }
      #expect(throws: NotEstimable.denominatorZero) { try estimate.value(on: .absolute) }
      refuses(ratio([[1, -1], [2, 1]], [[1, 2], [2, 3]]), .denominatorZero)
    }

    @Test func aDenominatorThatMayBeZeroIsRefusedAtEveryLevel() throws {
      let control = [[1.0, 0], [0, 1], [2, 3], [1, 0]]
      let estimate = ratio(control, [[1, 2], [2, 3], [2, 2], [1, 3]])
      #expect(throws: NotEstimable.denominatorZero) {
        try estimate.interval(on: .absolute, alternative: .twoSided, Self.threshold)
      }
      #expect(throws: NotEstimable.denominatorZero) {
        try estimate.test(.noDifference, alternative: .twoSided, Self.threshold)
      }
      #expect(throws: NotEstimable.denominatorZero) { try estimate.control.get().interval(Self.threshold) }
      let weakness = try #require(try estimate.control.get().denominatorWeakness(Self.threshold))
      #expect(weakness > 1)
      // Var(d̄)/d̄² is 1/2, with mean 1 and S = 6.
      let loose = fixedBoundary(alpha: 0.4, alternative: .twoSided)
      #expect(throws: NotEstimable.denominatorZero) {
        try estimate.interval(on: .absolute, alternative: .twoSided, loose)
      }
    }

    @Test func aWeakDenominatorIsShownWithAWarning() throws {
      let control = [[1.0, 1], [0, 1], [2, 4], [1, 1], [3, 6], [1, 1], [4, 2], [0, 1]]
      let estimate = ratio(control, control.map { [$0[0] + 1, $0[1]] })
      let weakness = try #require(try estimate.control.get().denominatorWeakness(Self.threshold))
      #expect((0.1..<1).contains(weakness))
      #expect(estimate.warnings(on: .absolute, Self.threshold).contains(.denominatorWeak))
      let interval = try estimate.control.get().interval(Self.threshold)
      let value = try estimate.control.get().value
      // Fieller's interval is not symmetric.
      #expect(interval.contains(value) && abs((interval.upper - value) - (value - interval.lower)) > 1e-3)
    }

    /// A numerator that is a multiple of its weak denominator: there is no spread to make an interval of.
    @Test func aConstantRatioOfAWeakDenominatorHasNoInterval() throws {
      for factor in [2, 0.1, 1.0 / 3] {
        let control = [1.0, 2, 1, 3, 1, 2, 1, 5].map { [factor * $0, $0] }
        let estimate = ratio(control, [[1, 2], [2, 3], [2, 1], [5, 3]])
        #expect(isClose(try estimate.control.get().value, factor, relative: 1e-15))
        #expect(throws: NotEstimable.noVariation) { try estimate.control.get().interval(Self.threshold) }
      }
    }

    @Test func valuesBeyondTheirSquaresAreRefused() {
      for scale in [1e300, 1e160, 1e-300] {
        let (control, variant) = ([1, 2, 4].map { $0 * scale }, [2, 3, 5].map { $0 * scale })
        refuses(mean(control, variant), .numericallyUnreliable)
        let scaling = Scaling(lookingAt: control + variant)
        func moments(_ values: [Double]) -> Moments {
          ScaledSums(rows: values.map { [$0] }, scalings: [scaling]).moments
        }
        let estimate = DeltaMethod(.mean).estimate(control: moments(control), variant: moments(variant))
        refuses(estimate, .numericallyUnreliable)
        #expect(throws: NotEstimable.numericallyUnreliable) { try estimate.value(on: .absolute) }
      }
    }

    @Test func meanOfABillionWithSpreadOfAThousandth() throws {
      var random = SeededRandom(seed: 111)
      func values(_ shift: Double) -> [Double] { (0..<2000).map { _ in 1e9 + shift + random.normal() * 1e-3 } }
      let (control, variant) = (values(0), values(2e-4))
      let scaling = Scaling(lookingAt: control)
      func moments(_ values: [Double]) -> Moments { ScaledSums(rows: values.map { [$0] }, scalings: [scaling]).moments }
      let estimate = DeltaMethod(.mean).estimate(control: moments(control), variant: moments(variant))
      let error = try #require(estimate.standardError(on: .absolute))
      #expect(isClose(error, 1e-3 * (2.0 / 2000).squareRoot(), relative: 0.05))
      let interval = try estimate.interval(on: .absolute, alternative: .twoSided, Self.threshold)
      #expect(interval.lower < interval.upper && interval.contains(2e-4))
    }
  }
}
