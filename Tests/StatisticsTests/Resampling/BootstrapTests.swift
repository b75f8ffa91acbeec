import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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

    /// Values that may be negative are moved by a null value, and not multiplied.
    @Test func aShiftOfAllRowsMovesNothing() throws {
      let rows = try F3Bootstrap.rows(.mean)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      func shifted(_ shift: Double) throws -> ReplicateEvidence {
        try F3Bootstrap.evidence(rows.map { $0.map { [$0[0] + shift] } }, .mean, seed: 42, count: 199)
      }
      let (plain, moved) = (try shifted(-1000), try shifted(-2000))
      let (one, other) = (try plain.interval(on: .absolute, level), try moved.interval(on: .absolute, level))
      #expect(isClose(one.lower, other.lower, absolute: 1e-5) && isClose(one.upper, other.upper, absolute: 1e-5))
      for bootstrap in [moved, try shifted(0), try shifted(1000)] {
        let p = try bootstrap.pValue(.noDifference, alternative: .twoSided)
        #expect(try plain.pValue(.noDifference, alternative: .twoSided) == p)
      }
    }

    @Test func tooFewReplicatesForALevelGiveNoInterval() throws {
      let bootstrap = try F3Bootstrap.evidence(try F3Bootstrap.rows(.mean), .mean, seed: 42, count: 99)
      #expect(throws: NotEstimable.tooFew) { try bootstrap.interval(on: .absolute, fixedBoundary(tail: 0.009)) }
      #expect(try bootstrap.interval(on: .absolute, fixedBoundary(tail: 0.01)).contains(1.037))
    }

    /// No difference has one p-value, on whatever scale it is asked about, and both intervals agree with it.
    @Test func noDifferenceIsOneQuestion() throws {
      var random = SeededRandom(seed: 82)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      var rejected = 0
      for seed in 0..<40 {
        let rows = [90, 12].enumerated().map { arm, size in
          (0..<size).map { _ in [-log(1 - random.uniform()) * (seed % 2 == 0 || arm == 0 ? 1 : 2.2)] }
        }
        let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: UInt64(seed), count: 199)
        let p = try bootstrap.pValue(.noDifference, on: .absolute, alternative: .twoSided)
        #expect(try bootstrap.pValue(.noDifference, on: .relative, alternative: .twoSided) == p)
        for estimand in [Estimand.absolute, .relative] {
          #expect(try bootstrap.interval(on: estimand, level).contains(0) == (p > 0.05))
        }
        rejected += p <= 0.05 ? 1 : 0
      }
      #expect(rejected > 3 && rejected < 30)
    }

    /// The spread that a variant must have grows with the ratio under the null value: few units exclude no large ratio.
    @Test func fewUnitsMayHaveNoUpperLimit() throws {
      let rows = [(1...60).map { [Double($0 % 7 == 0 ? 40 : 1)] }, [[0.0], [1], [1], [60], [1], [0], [1], [1]]]
      let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: 3, count: 199)
      let lift = try bootstrap.interval(on: .relative, fixedBoundary(alpha: 0.05, alternative: .twoSided))
      #expect(lift.lower >= -1 && lift.contains(0))
      let other = try F3Bootstrap.evidence(rows.reversed(), .mean, seed: 3, count: 199)
      let open = try other.interval(on: .relative, fixedBoundary(alpha: 0.05, alternative: .twoSided))
      #expect(open.upper == .infinity)
    }

    @Test func aRatioToZeroHasNoLift() throws {
      let rows = [[[-1.0], [1], [-2], [2], [0], [-3], [3], [-4], [4]], (1...30).map { [Double($0)] }]
      let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: 6, count: 99)
      #expect(throws: NotEstimable.liftUndefined) { try bootstrap.interval(on: .relative, fixedBoundary(tail: 0.05)) }
    }

    @Test func moreThanOneDegenerateReplicateInAHundredIsTooFew() throws {
      #expect(throws: NotEstimable.tooFew) {
        try F3Bootstrap.evidence([[[1.0], [2]], [[3.0], [5]]], .mean, seed: 1, count: 99)
      }
      #expect(throws: NotEstimable.noVariation) {
        try F3Bootstrap.evidence([[[1.0], [1]], [[1.0], [1]]], .mean, seed: 1, count: 99)
      }
    }
  }
}
