import Distributions
import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The score test of adjusted proportions against an analysis of covariance (statsmodels) and restricted likelihoods that are
/// maximised numerically (SciPy).
@Suite struct AdjustedScoreTests {
  struct Case: Decodable, Sendable {
    let name: String
    /// Outcome and covariate of each unit.
    let control, variant: [[Double]]
    /// Adjusted proportions, control first.
    let values: [Double]
    let remaining, z, p: Double
    /// By scale: lower and upper.
    let limits: [String: [Double]]
  }

  static let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
  static let pair = Contrast(control: 0, variant: 1)

  static func moments(_ arms: [[[Double]]]) -> StratifiedMoments {
    StratifiedMoments(cells: arms.map { [Moments(rows: $0, dimension: $0[0].count)] }, outcomes: 1)
  }

  @Test func agrees() throws {
    let cases = try OracleTable.cases("adjusted_score", as: Case.self)
    #expect(cases.count == 4)
    for example in cases {
      let estimate = MiettinenNurminen().estimate(Self.moments([example.control, example.variant]), Self.pair)
      guard case .success(.scoreCounts(let counts)) = estimate.evidence else {
        Issue.record("\(example.name): \(estimate.evidence)")
        continue
      }
      #expect(isClose(counts.adjustment?.control, example.values[0], relative: 1e-9), "\(example.name)")
      #expect(isClose(counts.adjustment?.variant, example.values[1], relative: 1e-9), "\(example.name)")
      #expect(isClose(counts.adjustment?.remaining, example.remaining, relative: 1e-9), "\(example.name)")
      #expect(estimate.adjustment?.covariates == 1 && estimate.adjustment?.slopes == .common)
      for estimand in Estimand.allCases {
        let neutral = NullValue(estimand.neutralValue, on: estimand)
        let test = try estimate.test(neutral, on: estimand, alternative: .twoSided, Self.level)
        #expect(isClose(test.statistic, example.z, relative: 1e-6), "\(example.name), \(estimand)")
        #expect(isClose(test.pValue, example.p, relative: 1e-5), "\(example.name), \(estimand)")
        let interval = try estimate.interval(on: estimand, alternative: .twoSided, Self.level)
        let limits = try #require(example.limits[estimand.rawValue])
        #expect(isClose(interval.lower, limits[0], relative: 1e-5, absolute: 1e-7), "\(example.name), \(estimand)")
        #expect(isClose(interval.upper, limits[1], relative: 1e-5, absolute: 1e-7), "\(example.name), \(estimand)")
      }
    }
  }

  /// The figures of Methods/proportions, "Adjusted proportions".
  @Test func workedExamples() throws {
    func test(_ adjustment: ScoreAdjustment?) throws -> TestResult {
      let counts = try ScoreCounts(
        controlSuccesses: 5, controlTrials: 464, variantSuccesses: 293, variantTrials: 11298, adjustment: adjustment)
      return try Estimate(counts).test(.noDifference, alternative: .twoSided, Self.level)
    }
    func adjusted(_ explained: Double) throws -> TestResult {
      try test(ScoreAdjustment(control: 5.0 / 464, variant: 293.0 / 11298, remaining: 1 - explained))
    }
    let plain = try test(nil)
    #expect(printsAs(plain.statistic, "2.03632") && printsAs(plain.pValue, "0.041718"))
    #expect(printsAs(try adjusted(0.0001).pValue, "0.041708"))
    #expect(printsAs(try adjusted(0.10).pValue, "0.031836"))
  }

  /// Defect D12: a column of noise turned p = .042 into .002.
  @Test func noiseChangesNothing() throws {
    let stream = RandomStream(seed: 12)
    func arm(_ events: Int, _ units: Int) -> [[Double]] { (0..<units).map { [$0 < events ? 1 : 0, stream.normal()] } }
    let estimate = MiettinenNurminen().estimate(Self.moments([arm(5, 464), arm(293, 11298)]), Self.pair)
    let p = try estimate.test(.noDifference, alternative: .twoSided, Self.level).pValue
    #expect(isClose(p, 0.0417, absolute: 0.002), "\(p)")
  }

  @Test func withoutCovariatesItIsTheScoreTestToTheBit() throws {
    var random = SeededRandom(seed: 71)
    for _ in 0..<100 {
      let (n0, n1) = (random.integer(2...300), random.integer(2...300))
      let (x0, x1) = (random.integer(0...n0), random.integer(0...n1))
      func arm(_ x: Int, _ n: Int) -> Moments { Moments(values: (0..<n).map { $0 < x ? 1 : 0 }) }
      let moments = StratifiedMoments(arms: [arm(x0, n0), arm(x1, n1)])
      let estimate = MiettinenNurminen(settings: AdjustmentSettings(slopes: .armStratum)).estimate(moments, Self.pair)
      let counts = try ScoreCounts(
        controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1)
      #expect(estimate.evidence == .success(.scoreCounts(counts)))
    }
  }

  /// What an adjustment leaves unchanged leaves Z unchanged, on every scale.
  @Test func anAdjustmentThatChangesNothingChangesNothing() throws {
    var random = SeededRandom(seed: 72)
    for _ in 0..<200 {
      let (n0, n1) = (random.integer(5...400), random.integer(5...400))
      let (x0, x1) = (random.integer(1...(n0 - 1)), random.integer(1...(n1 - 1)))
      func counts(_ adjustment: ScoreAdjustment?) throws -> ScoreCounts {
        try ScoreCounts(
          controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1, adjustment: adjustment)
      }
      let (plain, same) = (
        try counts(nil),
        try counts(
          ScoreAdjustment(
            control: Double(x0) / Double(n0), variant: Double(x1) / Double(n1), remaining: 1))
      )
      for null in [NullValue.linear(r: 1, delta: 0.03), .linear(r: 1.4, delta: 0), .oddsRatio(0.7)] {
        #expect(isClose(same.statistic(null), plain.statistic(null), relative: 1e-12, absolute: 1e-13))
      }
    }
  }

  /// Few events, or few non-events, bear no slope.
  @Test func tenEventsBearACovariate() throws {
    func estimate(_ events: Int, turned: Bool) -> Estimate {
      let arms = (0..<2).map { arm in
        (0..<100).map { unit in
          let isEvent = unit * 2 + arm < events
          return [isEvent != turned ? 1.0 : 0, Double(unit * 7 % 13)]
        }
      }
      return MiettinenNurminen().estimate(Self.moments(arms), Self.pair)
    }
    for turned in [false, true] {
      #expect(estimate(9, turned: turned).warnings == [.adjustmentDropped])
      #expect(estimate(9, turned: turned).adjustment == nil && estimate(10, turned: turned).adjustment?.covariates == 1)
      #expect(estimate(10, turned: turned).warnings.isEmpty)
    }
  }
}

extension StatisticalCore {
  /// How often few conversions of a small variant are said to be more, or fewer, than those of a large one
  /// (Methods/proportions, "Adjusted proportions" and "Few conversions in an uneven split").
  @Suite(.slow) struct RareEventSimulationTests {
    struct Setting: Sendable, CustomTestStringConvertible {
      let small: Int
      let large: Int
      /// Expected events of the small variant.
      let events: Double
      /// By how much the logarithm of the rate rises with the covariate.
      let slope: Double
      /// Rejections in % where the small variant has more events, and fewer (decision-rule.md 7.1).
      let expected: (more: Double, fewer: Double)

      var testDescription: String { "\(large):\(small), \(events) events, slope \(slope)" }
    }

    static let settings = [
      Setting(small: 600, large: 5400, events: 5, slope: 0, expected: (3.2, 1.4)),
      Setting(small: 600, large: 5400, events: 30, slope: 0, expected: (2.7, 2.2)),
      Setting(small: 480, large: 11520, events: 20, slope: 0, expected: (3.2, 1.7)),
      Setting(small: 480, large: 11520, events: 50, slope: 1, expected: (2.2, 2.5)),
    ]

    private static let replicates = 4000

    /// Sums over units of 1, x, x², y and xy; the outcome is 0 or 1.
    private func arm(_ units: Int, _ rate: Double, _ slope: Double, _ stream: RandomStream) -> Moments {
      var (x, xx, y, xy) = (0.0, 0.0, 0.0, 0.0)
      for _ in 0..<units {
        let value = stream.normal()
        let chance = slope == 0 ? rate : rate * exp(slope * value - slope * slope / 2)
        x += value
        xx += value * value
        if stream.uniform() < chance {
          y += 1
          xy += value
        }
      }
      let n = Double(units)
      let products = [y - y * y / n, xy - x * y / n, xx - x * x / n]
      return Moments(
        count: units, mean: [y / n, x / n], products: SymmetricMatrix(dimension: 2) { products[$0 + $1] })
    }

    @Test(arguments: settings) func theAdjustedScoreHoldsItsLevel(setting: Setting) async throws {
      let stream = RandomStream(seed: 700)
      let rate = setting.events / Double(setting.small)
      var (more, fewer) = (0, 0)
      for replicate in 0..<Self.replicates {
        if replicate % 20 == 0 { await Task.yield() }
        let moments = StratifiedMoments(
          cells: [
            [arm(setting.small, rate, setting.slope, stream)], [arm(setting.large, rate, setting.slope, stream)],
          ], outcomes: 1)
        let estimate = MiettinenNurminen().estimate(moments, AdjustedScoreTests.pair)
        guard let test = try? estimate.test(.noDifference, alternative: .twoSided, AdjustedScoreTests.level),
          test.pValue < 0.05, let z = test.statistic
        else { continue }
        if z < 0 { more += 1 } else { fewer += 1 }
      }
      let n = Double(Self.replicates)
      print("adjusted score, \(setting): more \(Double(more) / n), fewer \(Double(fewer) / n)")
      // Both figures are of 4,000 experiments: four standard errors of their difference.
      func isNear(_ count: Int, _ percent: Double) -> Bool {
        let expected = percent / 100
        return abs(Double(count) / n - expected) < 4 * (2 * expected * (1 - expected) / n).squareRoot()
      }
      #expect(isNear(more, setting.expected.more) && isNear(fewer, setting.expected.fewer))
    }

    /// The levels of decision-rule.md 7.2, by the sum over all tables.
    @Test(arguments: [
      (600, 5400, 5.0, 2.5, 2.1), (480, 11520, 10.0, 2.4, 2.4), (600, 5400, 20.0, 2.5, 2.4),
    ])
    func midPHoldsItsLevel(small: Int, large: Int, events: Double, more: Double, fewer: Double) throws {
      let rate = events / Double(small)
      let (few, many) = (
        Binomial(trials: small, probability: rate), Binomial(trials: large, probability: rate)
      )
      let mean = rate * Double(large)
      let near = max(0, Int(mean - 7 * mean.squareRoot()))...Int(mean + 7 * mean.squareRoot() + 10)
      var levels = (more: 0.0, fewer: 0.0)
      for x0 in 0...Int(events + 9 * events.squareRoot() + 5) {
        for x1 in near {
          let counts = try ScoreCounts(
            controlSuccesses: x0, controlTrials: small, variantSuccesses: x1, variantTrials: large)
          let chance = few.mass(at: x0) * many.mass(at: x1)
          guard try ExactProportionTest.midP.pValue(counts: counts, alternative: .twoSided).p < 0.05 else { continue }
          if counts.p0 > counts.p1 { levels.more += chance } else { levels.fewer += chance }
        }
      }
      #expect(
        isClose(levels.more * 100, more, absolute: 0.06) && isClose(levels.fewer * 100, fewer, absolute: 0.06),
        "\(levels)")
    }
  }
}
