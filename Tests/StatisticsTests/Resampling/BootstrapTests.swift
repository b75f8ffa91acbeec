import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// What must hold of the bootstrap of any data (Methods/bootstrap).
  @Suite struct BootstrapTests {
    /// What lies outside the interval has a p-value of at most α, what lies inside a larger one.
    @Test(arguments: [Estimand.absolute, .relative, .oddsRatio])
    func intervalAndPValueInvertEachOther(estimand: Estimand) throws {
      var random = SeededRandom(seed: 81)
      for count in [199, 250, 499] {
        let rows = (0..<2).map { arm in
          (0..<60).map { _ in [estimand == .oddsRatio ? (random.chance(0.4) ? 1.0 : 0) : random.uniform() + Double(arm)]
          }
        }
        let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: UInt64(count), count: count)
        for alpha in [0.05, 0.1, 0.033] {
          let interval = try bootstrap.interval(on: estimand, fixedBoundary(alpha: alpha, alternative: .twoSided))
          func p(_ value: Double, _ alternative: Alternative = .twoSided) throws -> Double {
            try bootstrap.pValue(NullValue(value, on: estimand), on: estimand, alternative: alternative)
          }
          let step = 1e-9 * (interval.upper - interval.lower)
          for (end, outward) in [(interval.lower, -1.0), (interval.upper, 1)] {
            #expect(try p(end + outward * step) <= alpha * (1 + 1e-12))
            #expect(try p(end - outward * step) > alpha)
          }
          let side = try bootstrap.interval(on: estimand, fixedBoundary(alpha: alpha, alternative: .greater))
          #expect(try p(side.lower - step, .greater) <= alpha * (1 + 1e-12))
          #expect(try p(side.lower + step, .greater) > alpha)
        }
      }
    }

    /// A negative control: lifts are relative to its size.
    @Test func liftsOfANegativeControlHaveTheirOwnSign() throws {
      let rows = try F3Bootstrap.rows(.mean)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let plain = try F3Bootstrap.evidence(rows, .mean, seed: 1, count: 199).interval(on: .relative, level)
      let negated = rows.map { $0.map { [-$0[0]] } }
      let mirrored = try F3Bootstrap.evidence(negated, .mean, seed: 1, count: 199).interval(on: .relative, level)
      #expect(isClose(mirrored.lower, -plain.upper, absolute: 1e-9))
      #expect(isClose(mirrored.upper, -plain.lower, absolute: 1e-9))
    }

    @Test func aShiftOfAllRowsMovesNothing() throws {
      let rows = try F3Bootstrap.rows(.mean)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let plain = try F3Bootstrap.evidence(rows, .mean, seed: 42, count: 199)
      let moved = try F3Bootstrap.evidence(rows.map { $0.map { [$0[0] + 1000] } }, .mean, seed: 42, count: 199)
      let (one, other) = (try plain.interval(on: .absolute, level), try moved.interval(on: .absolute, level))
      #expect(isClose(one.lower, other.lower, absolute: 1e-9) && isClose(one.upper, other.upper, absolute: 1e-9))
      let p = try moved.pValue(.noDifference, alternative: .twoSided)
      #expect(try plain.pValue(.noDifference, alternative: .twoSided) == p)
    }

    @Test func tooFewReplicatesForALevelGiveNoInterval() throws {
      let bootstrap = try F3Bootstrap.evidence(try F3Bootstrap.rows(.mean), .mean, seed: 42, count: 99)
      #expect(throws: NotEstimable.tooFew) { try bootstrap.interval(on: .absolute, fixedBoundary(tail: 0.009)) }
      #expect(try bootstrap.interval(on: .absolute, fixedBoundary(tail: 0.01)).contains(1.037))
    }

    /// A value below zero has no logarithm.
    @Test func aRatioOfOppositeSignsHasNoLift() throws {
      let rows = [1.0, -1].map { sign in (1...30).map { [sign * Double($0)] } }
      let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: 6, count: 99)
      #expect(throws: NotEstimable.liftUndefined) { try bootstrap.interval(on: .relative, fixedBoundary(tail: 0.05)) }
      #expect(throws: NotEstimable.liftUndefined) {
        try bootstrap.pValue(.linear(r: -1, delta: 0), on: .relative, alternative: .twoSided)
      }
    }

    /// Degenerate replicates are drawn again as b + B, and again as b + 2B.
    @Test func degenerateReplicatesAreDrawnAgain() throws {
      var asked: [[Int]] = []
      let found = try Bootstrap.collect(count: 300) { numbers -> [Int?] in
        asked.append(numbers)
        return numbers.map { [7, 20, 307].contains($0) ? nil : $0 }
      }
      #expect(asked.dropFirst().elementsEqual([[307, 320], [607]]))
      #expect(found.redraws == 3 && found.values[7] == 607 && found.values[20] == 320 && found.values[8] == 8)
    }

    @Test func moreThanOneInAHundredIsTooFew() throws {
      #expect(throws: NotEstimable.tooFew) {
        try Bootstrap.collect(count: 300) { numbers in numbers.map { $0 < 4 ? nil : $0 } }
      }
      #expect(throws: NotEstimable.tooFew) {
        try F3Bootstrap.evidence([[[1.0], [2]], [[3.0], [5]]], .mean, seed: 1, count: 99)
      }
      #expect(throws: NotEstimable.noVariation) {
        try F3Bootstrap.evidence([[[1.0], [1]], [[1.0], [1]]], .mean, seed: 1, count: 99)
      }
    }
  }
}
