import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Relations between superiority, non-inferiority and equivalence (Methods/relations-between-results, "Questions").
  @Suite struct HypothesisRelationTests {
    /// Estimates of both kinds, by turns.
    private func estimate(_ index: Int, _ random: inout SeededRandom) throws -> Estimate {
      index % 2 == 0
        ? Estimate(try random.scoreCounts(trials: 5...100_000)) : Estimate(try random.normalEvidence(positive: true))
    }

    @Test func nonInferiorityWithMarginZeroIsSuperiority() throws {
      var random = SeededRandom(seed: 91)
      for index in 0..<1000 {
        let estimate = try estimate(index, &random)
        let threshold = fixedBoundary(alpha: 0.05, alternative: .greater)
        let superiority = try estimate.test(.noDifference, alternative: .greater, threshold)
        for null in [NullValue.linear(r: 1, delta: -0.0), .linear(r: 1 - 0, delta: 0), NullValue(0, on: .relative)] {
          #expect(try estimate.test(null, alternative: .greater, threshold) == superiority)
        }
      }
    }

    @Test func twoSidedIsTwiceTheSmallerSide() throws {
      var random = SeededRandom(seed: 92)
      for index in 0..<1000 {
        let estimate = try estimate(index, &random)
        let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
        func p(_ alternative: Alternative) throws -> Double {
          try estimate.test(.noDifference, alternative: alternative, threshold).pValue
        }
        let (both, greater, less) = (try p(.twoSided), try p(.greater), try p(.less))
        #expect(isClose(both, min(1, 2 * min(greater, less)), relative: 1e-12))
        #expect(isClose(greater + less, 1, relative: 1e-9))
      }
    }

    /// Two one-sided tests pass exactly when the 1 − 2α interval lies inside the margins.
    @Test func equivalenceIsAnIntervalInsideTheMargins() throws {
      var random = SeededRandom(seed: 93)
      var passed = 0
      for index in 0..<2000 {
        let estimate = try estimate(index, &random)
        let (alpha, level) = (0.05, fixedBoundary(tail: 0.05))
        let interval = try estimate.interval(on: .absolute, alternative: .twoSided, level)
        let reach = max(abs(interval.lower), abs(interval.upper))
        let margin = reach * random.uniform(0.5..<1.5)
        guard margin > 0, margin < 1 || index % 2 == 1, abs(margin - reach) > 1e-6 * reach else { continue }
        let above = try estimate.test(.linear(r: 1, delta: -margin), alternative: .greater, level)
        let below = try estimate.test(.linear(r: 1, delta: margin), alternative: .less, level)
        let isEquivalent = max(above.pValue, below.pValue) < alpha
        #expect(isEquivalent == (-margin < interval.lower && interval.upper < margin), "\(estimate) \(margin)")
        passed += isEquivalent ? 1 : 0
      }
      #expect(passed > 400)
    }

    /// Non-inferiority by a relative margin passes exactly when the one-sided lower limit of the lift is above it.
    @Test func relativeNonInferiorityIsALowerLimitOfTheLift() throws {
      var random = SeededRandom(seed: 94)
      var passed = 0
      for index in 0..<2000 {
        let estimate = try estimate(index, &random)
        let (alpha, margin) = (random.alpha(), random.uniform(0.01..<0.5))
        let threshold = fixedBoundary(alpha: alpha, alternative: .greater)
        guard let lift = try? estimate.interval(on: .relative, alternative: .greater, threshold),
          abs(lift.lower + margin) > 1e-7
        else { continue }
        let test = try estimate.test(.linear(r: 1 - margin, delta: 0), alternative: .greater, threshold)
        #expect((test.pValue < alpha) == (lift.lower > -margin), "\(estimate) \(alpha) \(margin) \(lift)")
        passed += test.pValue < alpha ? 1 : 0
      }
      #expect(passed > 200)
    }

    /// A one-sided interval at α is one side of the two-sided interval at 2α.
    @Test func oneSidedLimitsAreThoseOfTwiceTheLevel() throws {
      var random = SeededRandom(seed: 95)
      for index in 0..<500 {
        let estimate = try estimate(index, &random)
        let alpha = random.logUniform(1e-6...0.2)
        for estimand in [Estimand.absolute, .relative] {
          let both = try? estimate.interval(
            on: estimand, alternative: .twoSided, fixedBoundary(alpha: 2 * alpha, alternative: .twoSided))
          let above = try? estimate.interval(
            on: estimand, alternative: .greater, fixedBoundary(alpha: alpha, alternative: .greater))
          let below = try? estimate.interval(
            on: estimand, alternative: .less, fixedBoundary(alpha: alpha, alternative: .less))
          #expect(above?.lower == both?.lower && below?.upper == both?.upper)
        }
      }
    }
  }
}
