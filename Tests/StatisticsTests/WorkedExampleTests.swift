import Statistics
import TestSupport
import Testing

/// The examples of the articles under Methods, to their printed digits.
@Suite struct WorkedExampleTests {
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  static func estimate(_ functional: Functional) -> Estimate {
    let columns = functional.dimension
    func moments(_ rows: [[Double]]) -> Moments {
      Moments(rows: rows.map { Array($0.prefix(columns)) }, dimension: columns)
    }
    return DeltaMethod(functional).estimate(
      control: moments(Fixtures.f1Control), variant: moments(Fixtures.f1Variant))
  }

  /// With Student's t, whatever the shape of the data.
  static func student(_ functional: Functional) throws -> Estimate { Estimate(try estimate(functional).values) }

  @Test func momentsOfF1() {
    let control = Moments(rows: Fixtures.f1Control, dimension: 3)
    #expect(control.mean == [15.5, 4.625, 13.625])
    let expected: [(Int, Int, Double)] = [
      (0, 0, 266), (1, 1, 23.875), (2, 2, 137.875), (0, 1, 76.5), (0, 2, 186.5), (1, 2, 51.875),
    ]
    for (i, j, value) in expected { #expect(isClose(control.products[i, j], value, relative: 1e-12)) }
    let merged = control + Moments(rows: Fixtures.f1Variant, dimension: 3)
    #expect(merged.mean == [17, 4.875, 13.875])
    let all: [(Int, Int, Double)] = [
      (0, 0, 660), (1, 1, 53.75), (2, 2, 301.75), (0, 1, 177), (0, 2, 430), (1, 2, 113.75),
    ]
    for (i, j, value) in all { #expect(isClose(merged.products[i, j], value, relative: 1e-12)) }
  }

  /// The row "none" of Methods/adjusted-means, "Example".
  @Test func welchOnF1() throws {
    let estimate = try Self.student(.mean)
    let test = try estimate.test(.noDifference, alternative: .twoSided, Self.twoSided)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    #expect(try estimate.value(on: .absolute) == 3)
    #expect(printsAs(test.degreesOfFreedom, "13.7022"))
    #expect(printsAs(test.statistic, "0.898717"))
    #expect(printsAs(test.pValue, "0.384325"))
    #expect(printsAs(interval.lower, "-4.174123") && printsAs(interval.upper, "10.174123"))
  }

  /// The lift of Methods/contrasts, "Fieller's interval", with g = 0.090963 for c at the estimate's own ratio.
  @Test func fiellerOnF1() throws {
    let estimate = try Self.student(.mean)
    let interval = try estimate.interval(on: .relative, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(try estimate.value(on: .relative), "0.193548"))
    #expect(printsAs(interval.lower, "-0.232105") && printsAs(interval.upper, "0.869588"))
  }

  /// The example of Methods/deltas-and-ratios, "Ratio of two totals".
  @Test func ratioOnF1() throws {
    let estimate = try Self.student(.ratio)
    let test = try estimate.test(.noDifference, alternative: .twoSided, Self.twoSided)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    let evidence = try estimate.values
    #expect(printsAs(evidence.control.value, "3.35135135") && printsAs(evidence.variant.value, "3.60975610"))
    #expect(printsAs(evidence.control.variance, "0.01822542") && printsAs(evidence.variant.variance, "0.03606598"))
    #expect(printsAs(try estimate.value(on: .absolute), "0.25840475"))
    #expect(printsAs(evidence.variance(r: 1).squareRoot(), "0.23300514"))
    #expect(printsAs(test.degreesOfFreedom, "10.886146") && printsAs(test.pValue, "0.291325"))
    #expect(printsAs(interval.lower, "-0.255091") && printsAs(interval.upper, "0.771901"))
  }

  /// The delta method on clusters of F2 (Methods/clusters, "Example").
  @Test func ratioOnF2() throws {
    let estimate = DeltaMethod(.ratio, row: .cluster).estimate(
      control: Moments(rows: Fixtures.f2Control, dimension: 2), variant: Moments(rows: Fixtures.f2Variant, dimension: 2)
    )
    let test = try estimate.test(.noDifference, alternative: .twoSided, Self.twoSided)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(try estimate.value(on: .absolute), "0.06643221"))
    #expect(printsAs(test.degreesOfFreedom, "7.998879") && printsAs(test.pValue, "0.148801"))
    #expect(printsAs(interval.lower, "-0.029459") && printsAs(interval.upper, "0.162323"))
  }

  private func normal(
    _ zero: Double, _ one: Double, variances: (control: Double, variant: Double), degreesOfFreedom: Double = .infinity
  ) throws -> Estimate {
    let control = ArmValue(value: zero, variance: variances.control, degreesOfFreedom: degreesOfFreedom)
    let variant = ArmValue(value: one, variance: variances.variant, degreesOfFreedom: degreesOfFreedom)
    return Estimate(
      method: "given", counts: (100, 100), control: .success(.normal(control)), variant: .success(.normal(variant)),
      evidence: .success(.normal(try NormalEvidence(control: control, variant: variant))))
  }

  /// Methods/contrasts, "Example": a relative margin of 2 % is part of the contrast, so the control's uncertainty
  /// counts.
  @Test func relativeMarginIsPartOfTheContrast() throws {
    let estimate = try normal(20, 19.8, variances: (0.05, 0.04))
    let test = try estimate.test(.linear(r: 0.98, delta: 0), alternative: .greater, Self.twoSided)
    #expect(printsAs(test.statistic, "0.67412326") && printsAs(test.pValue, "0.250116"))
    let constant = try estimate.test(.linear(r: 1, delta: -0.4), alternative: .greater, Self.twoSided)
    #expect(printsAs(constant.statistic, "0.666667"))
  }

  /// Two one-sided tests and the 90 % interval that inverts them; all of the variance in one variant, so that
  /// the degrees of freedom are the printed 58.
  @Test func equivalenceByTwoOneSidedTests() throws {
    let estimate = try normal(10, 10.4, variances: (0, 0.81), degreesOfFreedom: 58)
    let above = try estimate.test(.linear(r: 1, delta: -2), alternative: .greater, Self.twoSided)
    let below = try estimate.test(.linear(r: 1, delta: 2), alternative: .less, Self.twoSided)
    #expect(printsAs(above.statistic, "2.666667") && printsAs(above.pValue, "0.0049555"))
    #expect(printsAs(below.statistic, "-1.777778") && printsAs(below.pValue, "0.0403414"))
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, fixedBoundary(tail: 0.05))
    #expect(printsAs(interval.lower, "-1.104397") && printsAs(interval.upper, "1.904397"))
  }

  /// The example of Methods/contrasts, "Odds ratio".
  @Test func oddsRatioOfTwoProbabilitiesWithCovariance() throws {
    let estimate = try normal(0.10, 0.12, variances: (1.4e-5, 1.6e-5))
    let interval = try estimate.interval(on: .oddsRatio, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(try estimate.value(on: .oddsRatio), "1.227273"))
    #expect(printsAs(interval.lower, "1.099177") && printsAs(interval.upper, "1.370297"))
  }

  /// The check values of the hash (Methods/bootstrap, "Weights"), and the first control row of F3 (Methods/fixtures).
  @Test func hashStream() {
    #expect(HashStream.mix(0) == 0xe220_a839_7b1d_cdaf && HashStream.mix(1) == 0x910a_2dec_8902_5cc1)
    #expect(HashStream.fnv("u1") == 0x08c4_7b07_b567_47f3)
    for (draw, value) in ["0.848468546674", "0.560924745635", "0.576515635529"].enumerated() {
      #expect(printsAs(HashStream.uniform(seed: 42, key: "u1", draw: UInt64(draw)), value))
    }
    #expect(isClose(HashStream.exponential(seed: 7, key: "c-1", draw: 1), 0.9794115480663772, relative: 1e-15))
    #expect(isClose(Fixtures.f3("c", multiplier: 1)[0][0], 9.039328212086037, relative: 1e-15))
  }

  /// Wilson's intervals; the last is p = 0.12 with the effective size 6600.
  @Test(arguments: [
    (156, 1480, "0.09076936", "0.12208456"), (0, 50, "0", "0.07134760"), (792, 6600, "0.11238035", "0.12806174"),
  ])
  func wilson(successes: Int, trials: Int, lower: String, upper: String) throws {
    let interval = try ArmEvidence.counts(successes: successes, trials: trials).interval(Self.twoSided)
    #expect(printsAs(interval.lower, lower) && printsAs(interval.upper, upper))
  }

  struct ScoreExample: Sendable {
    let counts: [Int]
    let difference: (String, String)
    var statistic: String?
    var p: String?
    var ratio: (String, String)?
    var odds: (String, String)?
  }

  /// The examples of Methods/proportions, of Newcombe (1998), and lifts that claims are held against.
  static let scoreExamples = [
    ScoreExample(
      counts: [156, 1480, 120, 1500], difference: ("0.004606", "0.046422"), statistic: "2.391553", p: "0.016777",
      ratio: ("1.050749", "1.652715"), odds: ("1.056106", "1.738433")),
    ScoreExample(
      counts: [7, 22, 1, 20], difference: ("0.032590", "0.491365"), statistic: "2.184053", p: "0.028958",
      ratio: ("1.157094", "38.856296"), odds: ("1.205901", "61.099962")),
    ScoreExample(counts: [56, 70, 48, 80], difference: ("0.0528", "0.3382")),
    ScoreExample(counts: [0, 100, 0, 100], difference: ("-0.037172", "0.037172"), statistic: "0", p: "1"),
  ]

  static func score(_ counts: [Int]) throws -> Evidence {
    .scoreCounts(
      try ScoreCounts(
        controlSuccesses: counts[2], controlTrials: counts[3], variantSuccesses: counts[0], variantTrials: counts[1]))
  }

  @Test(arguments: scoreExamples) func miettinenNurminen(_ example: ScoreExample) throws {
    let evidence = try Self.score(example.counts)
    let difference = try evidence.interval(on: .absolute, Self.twoSided)
    #expect(printsAs(difference.lower, example.difference.0) && printsAs(difference.upper, example.difference.1))
    if let statistic = example.statistic { #expect(printsAs(try evidence.statistic(.noDifference).z, statistic)) }
    if let ratio = example.ratio {
      let interval = try evidence.interval(on: .relative, Self.twoSided)
      #expect(printsAs(interval.lower + 1, ratio.0) && printsAs(interval.upper + 1, ratio.1))
    }
    if let odds = example.odds {
      let interval = try evidence.interval(on: .oddsRatio, Self.twoSided)
      #expect(printsAs(interval.lower, odds.0) && printsAs(interval.upper, odds.1))
    }
  }

  /// Non-inferiority against a relative and an absolute margin.
  @Test func scoreTestOfAMargin() throws {
    let evidence = try Self.score([156, 1480, 120, 1500])
    #expect(printsAs(try evidence.statistic(.linear(r: 0.9, delta: 0)).z, "3.315667"))
    #expect(printsAs(try evidence.statistic(.linear(r: 1, delta: -0.005)).z, "2.857724"))
  }

  /// Published lifts as null values.
  @Test func scoreTestOfAClaim() throws {
    let compatible = try Self.score([118, 2000, 40, 2000])
    #expect(printsAs(try compatible.statistic(.linear(r: 3.02, delta: 0)).z, "-0.130112"))
    #expect(printsAs(try compatible.statistic(.linear(r: 3, delta: 0)).z, "-0.093249"))
    let refuted = try Self.score([66, 2000, 40, 2000])
    #expect(printsAs(try refuted.statistic(.linear(r: 3.02, delta: 0)).z, "-3.098536"))
    let interval = try refuted.interval(on: .relative, Self.twoSided)
    #expect(printsAs(interval.lower + 1, "1.122484") && printsAs(interval.upper + 1, "2.426553"))
  }

  /// The three counts of Methods/sample-ratio, "Examples".
  @Test func sampleRatio() throws {
    let three = try #require(SampleRatio(observed: [50_420, 49_310, 50_270], weights: [1, 1, 1]))
    #expect(printsAs(three.statistic, "14.508") && printsAs(three.pValue, "7.0734e-4"))
    let small = try #require(SampleRatio(observed: [9, 21], weights: [1, 1]))
    #expect(printsAs(small.statistic, "4.8") && printsAs(small.pValue, "0.042774"))
    #expect(small.method == .exactBinomial)
  }

  /// The example of Methods/sample-ratio, "Ramps".
  @Test func sampleRatioOfARamp() throws {
    let ramp = try #require(
      PhasedRatio(observed: [[1010, 8990], [25_100, 24_900]], weights: [[0.1, 0.9], [1, 1]]))
    #expect(printsAs(ramp.phases[0]?.statistic, "0.111111") && printsAs(ramp.phases[1]?.statistic, "0.8"))
    #expect(isClose(ramp.pValue, 2 * (ramp.phases[1]?.pValue ?? 0), relative: 1e-12))
    // A phase without units says nothing; a variant that should have none and has one says everything.
    let forbidden = try #require(PhasedRatio(observed: [[0, 0, 0], [10, 9, 1]], weights: [[1, 1, 1], [1, 1, 0]]))
    #expect(forbidden.phases[0] == nil && forbidden.pValue == 0)
    #expect(PhasedRatio(observed: [[0, 0]], weights: [[1, 1]]) == nil)
  }
}
