import Statistics
import TestSupport
import Testing

/// Rate ratios and shares against SciPy's binomial tails and their roots.
@Suite struct ConditionalPoissonTests {
  struct Case: Decodable, Sendable {
    let kind: String
    let x1: Int
    let e1: Double?
    let x0: Int?
    let e0: Double?
    let n: Int?
    let mid: Bool
    let ratio: Double?
    let greater: Double?
    let less: Double?
    let twoSided: Double?
    let level: Double?
    let lower: Double?
    let upper: Double?

    var tails: ExactTails { mid ? .mid : .whole }
    var counts: ConditionalPoisson {
      get throws {
        try ConditionalPoisson(
          controlEvents: try #require(x0), controlExposure: try #require(e0), variantEvents: x1,
          variantExposure: try #require(e1))
      }
    }
    var threshold: any Boundary {
      get throws { fixedBoundary(alpha: 1 - (try #require(level)), alternative: .twoSided) }
    }
  }

  static func cases(_ kind: String) throws -> [Case] {
    let cases = try OracleTable.cases("conditional_poisson", as: Case.self).filter { $0.kind == kind }
    #expect(cases.count >= 60)
    return cases
  }

  @Test func pValues() throws {
    for example in try Self.cases("test") {
      let (counts, ratio) = (try example.counts, try #require(example.ratio))
      for (side, value) in [
        (Alternative.twoSided, example.twoSided), (.greater, example.greater), (.less, example.less),
      ] {
        let p = try counts.pValue(alternative: side, ratio: ratio, tails: example.tails).p
        #expect(isClose(p, try #require(value), relative: 1e-8, absolute: 1e-290), "\(example) \(side): \(p)")
      }
    }
  }

  @Test func rateRatios() throws {
    for example in try Self.cases("rateRatio") {
      let interval = try example.counts.rateRatio(try example.threshold, tails: example.tails)
      #expect(isClose(interval.lower, try #require(example.lower), relative: 1e-8), "\(example): \(interval)")
      #expect(isClose(interval.upper, try #require(example.upper), relative: 1e-8), "\(example): \(interval)")
    }
  }

  @Test func shares() throws {
    for example in try Self.cases("share") {
      let share = ClopperPearson(successes: example.x1, trials: try #require(example.n), tails: example.tails)
      let interval = try share.limits(tail: try example.threshold.tail(variance: 1))
      #expect(isClose(interval.lower, try #require(example.lower), relative: 1e-8), "\(example): \(interval)")
      #expect(isClose(interval.upper, try #require(example.upper), relative: 1e-8), "\(example): \(interval)")
    }
  }

  /// The example of Methods/means-and-counts, "Rare events".
  @Test func workedExample() throws {
    let counts = try ConditionalPoisson(
      controlEvents: 4, controlExposure: 1000, variantEvents: 14, variantExposure: 1000)
    let interval = try counts.rateRatio(fixedBoundary(alpha: 0.05, alternative: .twoSided))
    #expect(try counts.estimate() == 3.5)
    #expect(printsAs(interval.lower, "1.099196") && printsAs(interval.upper, "14.602560"))
    #expect(printsAs(try counts.pValue(alternative: .twoSided).p, "0.030884"))
    #expect(printsAs(try counts.pValue(alternative: .twoSided, tails: .mid).p, "0.019211"))
  }

  /// Methods/contrasts, "Exactness rule": at a limit, the tail is what the threshold allows.
  @Test func theIntervalIsWhatTheTestDoesNotReject() throws {
    var random = SeededRandom(seed: 81)
    for _ in 0..<200 {
      let counts = try ConditionalPoisson(
        controlEvents: random.integer(1...60), controlExposure: random.logUniform(1e-3...1e3),
        variantEvents: random.integer(1...60), variantExposure: random.logUniform(1e-3...1e3))
      let tail = random.alpha() / 2
      let threshold = fixedBoundary(tail: tail)
      for tails in ExactTails.allCases {
        let interval = try counts.rateRatio(threshold, tails: tails)
        let low = try counts.pValue(alternative: .greater, ratio: interval.lower, tails: tails).p
        let high = try counts.pValue(alternative: .less, ratio: interval.upper, tails: tails).p
        #expect(isClose(low, tail, relative: 1e-8) && isClose(high, tail, relative: 1e-8))
      }
    }
  }

  @Test func swappingVariantsInvertsTheRatio() throws {
    var random = SeededRandom(seed: 82)
    let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    for _ in 0..<200 {
      let (x0, x1) = (random.integer(1...300), random.integer(1...300))
      let (e0, e1) = (random.logUniform(1...1e4), random.logUniform(1...1e4))
      let one = try ConditionalPoisson(
        controlEvents: x0, controlExposure: e0, variantEvents: x1, variantExposure: e1)
      let other = try ConditionalPoisson(
        controlEvents: x1, controlExposure: e1, variantEvents: x0, variantExposure: e0)
      let (interval, mirror) = (try one.rateRatio(threshold), try other.rateRatio(threshold))
      #expect(isClose(interval.lower, 1 / mirror.upper, relative: 1e-9))
      #expect(isClose(interval.upper, 1 / mirror.lower, relative: 1e-9))
      #expect(
        isClose(
          try one.pValue(alternative: .greater).p, try other.pValue(alternative: .less).p, relative: 1e-9))
    }
  }

  @Test func withoutEventsTheIntervalIsOpen() throws {
    let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    func counts(_ x1: Int, _ x0: Int) throws -> ConditionalPoisson {
      try ConditionalPoisson(controlEvents: x0, controlExposure: 10, variantEvents: x1, variantExposure: 10)
    }
    #expect(try counts(0, 3).rateRatio(threshold).lower == 0)
    #expect(try counts(3, 0).rateRatio(threshold).upper == .infinity)
    #expect(try counts(0, 0).rateRatio(threshold) == Interval(0, .infinity))
    #expect(try counts(0, 0).pValue(alternative: .twoSided).p == 1)
    #expect(throws: NotEstimable.liftUndefined) { try counts(3, 0).estimate() }
    #expect(try ClopperPearson(successes: 0, trials: 0).limits(tail: 0.025) == Interval(0, 1))
  }

  @Test func whatCannotBeComputedIsRefused() throws {
    func counts(_ x1: Int, _ e1: Double, _ x0: Int, _ e0: Double) throws -> ConditionalPoisson {
      try ConditionalPoisson(controlEvents: x0, controlExposure: e0, variantEvents: x1, variantExposure: e1)
    }
    #expect(throws: NotEstimable.emptyArm) { try counts(0, 0, 1, 5) }
    #expect(throws: NotEstimable.tooManyForExact) { try counts(ConditionalPoisson.largestTotal, 5, 1, 5) }
    #expect(throws: NotEstimable.tooManyForExact) { try counts(Int.max, 5, Int.max, 5) }
    #expect(throws: NotEstimable.numericallyUnreliable) { try counts(1, 1e-200, 1, 1e200) }
    #expect(throws: NotEstimable.numericallyUnreliable) {
      try counts(1, 1e200, 1, 1e-100).pValue(alternative: .greater, ratio: 1e100)
    }
  }
}
