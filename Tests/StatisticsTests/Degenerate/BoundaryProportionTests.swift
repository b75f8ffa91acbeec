import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// No or all successes: score intervals stand, one-sided where a ratio has no end (Methods/proportions).
  @Suite struct BoundaryProportionTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    private func estimate(_ control: (Int, Int), _ variant: (Int, Int)) throws -> Estimate {
      func moments(_ counts: (Int, Int)) -> Moments {
        Moments(values: (0..<counts.1).map { $0 < counts.0 ? 1 : 0 })
      }
      return MiettinenNurminen().estimate(control: moments(control), variant: moments(variant))
    }

    private func interval(_ estimate: Estimate, _ estimand: Estimand) throws -> Interval {
      try estimate.interval(on: estimand, alternative: .twoSided, Self.threshold)
    }

    @Test func noSuccessInTheControlLeavesRatiosOpenAbove() throws {
      let estimate = try estimate((0, 60), (5, 60))
      #expect(estimate.warnings == [.boundary])
      let (lift, odds) = (try interval(estimate, .relative), try interval(estimate, .oddsRatio))
      #expect(lift.upper == .infinity && lift.lower > -1 && odds.upper == .infinity && odds.lower > 0)
      #expect(throws: NotEstimable.liftUndefined) { try estimate.value(on: .relative) }
      #expect(throws: NotEstimable.boundary) { try estimate.value(on: .oddsRatio) }
    }

    @Test func noSuccessInTheVariantLeavesRatiosAtTheirLowestEnd() throws {
      let estimate = try estimate((5, 60), (0, 60))
      let (lift, odds) = (try interval(estimate, .relative), try interval(estimate, .oddsRatio))
      #expect(lift.lower == -1 && odds.lower == 0 && lift.upper.isFinite && odds.upper.isFinite)
      #expect(try estimate.value(on: .relative) == -1 && estimate.value(on: .oddsRatio) == 0)
    }

    @Test func noSuccessAtAllHasADifferenceOnly() throws {
      let estimate = try estimate((0, 100), (0, 100))
      let difference = try interval(estimate, .absolute)
      #expect(isClose(difference.lower, -difference.upper, relative: 1e-9) && difference.upper > 0.03)
      let test = try estimate.test(.noDifference, alternative: .twoSided, Self.threshold)
      #expect(test.statistic == 0 && test.pValue == 1)
      #expect(throws: NotEstimable.liftUndefined) { try interval(estimate, .relative) }
      #expect(throws: NotEstimable.boundary) { try interval(estimate, .oddsRatio) }
    }

    @Test func allSuccessesLeaveTheOddsUndefined() throws {
      let estimate = try estimate((40, 40), (30, 30))
      #expect(throws: NotEstimable.boundary) { try interval(estimate, .oddsRatio) }
      let (difference, lift) = (try interval(estimate, .absolute), try interval(estimate, .relative))
      #expect(
        difference.contains(0) && lift.contains(0) && difference.lower < difference.upper && lift.lower < lift.upper)
      #expect(try estimate.test(.noDifference, alternative: .twoSided, Self.threshold).pValue == 1)
    }

    @Test func oppositeEndsAreAsFarApartAsCanBe() throws {
      let estimate = try estimate((0, 50), (50, 50))
      let (difference, odds) = (try interval(estimate, .absolute), try interval(estimate, .oddsRatio))
      #expect(difference.upper == 1 && difference.lower > 0.8 && odds.upper == .infinity)
      let mirror = try interval(try self.estimate((50, 50), (0, 50)), .absolute)
      #expect(mirror.lower == -1 && isClose(mirror.upper, -difference.lower, relative: 1e-9))
    }

    @Test func oneTrialEach() throws {
      for (zero, one) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let difference = try interval(try estimate((zero, 1), (one, 1)), .absolute)
        #expect(difference.lower < difference.upper && difference.contains(Double(one - zero)))
      }
    }

    @Test func aVariantWithoutTrials() throws {
      for estimate in [try estimate((0, 0), (3, 5)), try estimate((3, 5), (0, 0))] {
        for estimand in Estimand.allCases {
          #expect(throws: NotEstimable.emptyArm) { try interval(estimate, estimand) }
          #expect(throws: NotEstimable.emptyArm) { try estimate.value(on: estimand) }
        }
        #expect(throws: NotEstimable.emptyArm) {
          try estimate.test(.noDifference, alternative: .twoSided, Self.threshold)
        }
        #expect(estimate.standardError(on: .absolute) == nil)
      }
    }

    /// The variance of two boundary proportions by Wald is zero, so there is no standard error to print.
    @Test func boundaryProportionsHaveNoStandardError() throws {
      #expect(try estimate((0, 10), (0, 10)).standardError(on: .absolute) == nil)
      #expect(try estimate((0, 10), (10, 10)).standardError(on: .absolute) == nil)
    }

    @Test func openSidesEndWhereTheScaleEnds() throws {
      let estimate = try estimate((20, 100), (30, 100))
      for (estimand, lowest) in [(Estimand.absolute, -1.0), (.relative, -1), (.oddsRatio, 0)] {
        let below = try estimate.interval(on: estimand, alternative: .less, Self.threshold)
        let above = try estimate.interval(on: estimand, alternative: .greater, Self.threshold)
        #expect(below.lower == lowest && above.upper == .infinity)
      }
    }
  }
}
