import Distributions
import TestSupport
import Testing

/// Relations that hold for any arguments.
@Suite struct DistributionShapeTests {
  @Test func quantilesInvertTails() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      let tail = random.logUniform(1e-9...0.5)
      let t = StudentT(degreesOfFreedom: random.logUniform(1...1e7))
      let back = t.upperTail(t.quantile(upperTail: tail))
      #expect(isClose(back, tail, relative: 1e-7), "\(t.degreesOfFreedom) \(tail) \(back)")
      #expect(isClose(Normal.upperTail(Normal.quantile(upperTail: tail)), tail, relative: 1e-9))
    }
  }

  @Test func tailsAreSymmetricAndFall() {
    var random = SeededRandom(seed: 12)
    for _ in 0..<1000 {
      let t = StudentT(degreesOfFreedom: random.logUniform(1...1e7))
      let (x, step) = (random.uniform(-8..<8), random.uniform(0.01..<1))
      #expect(t.upperTail(x) > t.upperTail(x + step))
      #expect(t.lowerTail(x) == t.upperTail(-x))
      #expect(isClose(t.upperTail(x) + t.lowerTail(x), 1, relative: 1e-12))
    }
  }

  @Test func theTwoSidedBinomialIsSymmetricAtOneHalf() {
    let even = Binomial(trials: 41, probability: 0.5)
    for successes in 0...41 {
      #expect(isClose(even.twoSidedP(observed: successes), even.twoSidedP(observed: 41 - successes), relative: 1e-12))
    }
    #expect(isClose(even.twoSidedP(observed: 20), 1, relative: 1e-12))
    #expect(even.mass(at: -1) == 0 && even.mass(at: 42) == 0)
  }

  @Test func certainOutcomes() {
    #expect(Binomial(trials: 5, probability: 0).twoSidedP(observed: 0) == 1)
    #expect(Binomial(trials: 5, probability: 1).twoSidedP(observed: 5) == 1)
    #expect(Binomial(trials: 0, probability: 0.3).twoSidedP(observed: 0) == 1)
    #expect(Normal.quantile(upperTail: 0) == .infinity && Normal.quantile(upperTail: 1) == -.infinity)
    #expect(ChiSquared(degreesOfFreedom: 3).upperTail(0) == 1)
    #expect(ChiSquared(degreesOfFreedom: 3).upperTail(.infinity) == 0)
  }

  @Test func extremeArgumentsGiveNumbers() {
    for x in [0, 1e-300, 1, 1e3, 1e10, 1e300] {
      for df in [1, 1.5, 30, 1e5, 1e6, 1e9, .infinity] {
        let t = StudentT(degreesOfFreedom: df)
        #expect((0...0.5).contains(t.upperTail(x)) && (0.5...1).contains(t.upperTail(-x)), "\(df) \(x)")
        if df.isFinite { #expect((0...1).contains(ChiSquared(degreesOfFreedom: df).upperTail(x)), "\(df) \(x)") }
      }
      #expect((0...0.5).contains(Normal.upperTail(x)))
    }
  }

  @Test func namesTheVersionOfTheLibrary() {
    #expect(gslVersion.split(separator: ".").allSatisfy { Int($0) != nil })
  }
}
