import Statistics
import TestSupport
import Testing

/// Rows of aggregates that stand against each other (Methods/proportions, "Rows of aggregates").
@Suite struct PairedTotalsTests {
  private static let control = [
    (52, 1000), (70, 1100), (31, 900), (66, 1000), (48, 1050), (75, 980), (30, 700), (41, 720),
  ]
  private static let variant = [
    (75, 1010), (66, 1090), (52, 905), (64, 990), (61, 1060), (79, 975), (40, 690), (46, 730),
  ]

  private func sample(_ arms: [[(Int, Int)]]) -> PairedSample {
    let rows = arms[0].indices.map { row in
      arms.map { PairedSample.Counts(successes: Double($0[row].0), trials: Double($0[row].1)) }
    }
    return PairedSample(rows, variants: arms.count)
  }

  private func estimate(_ arms: [[(Int, Int)]]) -> Estimate {
    PairedTotals().estimate(sample(arms), Contrast(control: 0, variant: 1))
  }

  private func test(_ estimate: Estimate) throws -> TestResult {
    try estimate.test(
      .noDifference, alternative: .twoSided, fixedBoundary(alpha: 0.05, alternative: .twoSided))
  }

  /// Eight days; 2·scipy.stats.t.sf(2.51218, 7) = 0.040269.
  @Test func workedExample() throws {
    let found = estimate([Self.control, Self.variant])
    let result = try test(found)
    #expect(printsAs(try found.value(on: .absolute), "0.00939597"))
    #expect(printsAs(found.standardError(on: .absolute) ?? .nan, "0.00374017"))
    #expect(printsAs(result.statistic ?? .nan, "2.51218") && result.degreesOfFreedom == 7)
    #expect(printsAs(result.pValue, "0.040269") && found.warnings.isEmpty)
  }

  struct Case: Decodable, Sendable {
    let name: String
    let successes, trials: [[Double]]
    let difference, se, df, p, lower, upper, lift, liftLower, liftUpper: Double
  }

  @Test func agreesWithNumpy() throws {
    let cases = try OracleTable.cases("paired_totals", as: Case.self)
    #expect(cases.count == 6)
    let boundary = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    for expected in cases {
      let rows = expected.trials[0].indices.map { row in
        (0...1).map { PairedSample.Counts(successes: expected.successes[$0][row], trials: expected.trials[$0][row]) }
      }
      let found = PairedTotals().estimate(PairedSample(rows, variants: 2), Contrast(control: 0, variant: 1))
      let result = try test(found)
      #expect(
        isClose(result.degreesOfFreedom, expected.df, relative: 1e-12)
          && isClose(result.pValue, expected.p, relative: 1e-8), "\(expected.name)"
      )
      let (difference, lift) = (
        try found.interval(on: .absolute, alternative: .twoSided, boundary),
        try found.interval(on: .relative, alternative: .twoSided, boundary)
      )
      for (value, right) in [
        (try found.value(on: .absolute), expected.difference), (difference.lower, expected.lower),
        (difference.upper, expected.upper), (try found.value(on: .relative), expected.lift),
        (lift.lower, expected.liftLower), (lift.upper, expected.liftUpper),
        (found.standardError(on: .absolute) ?? .nan, expected.se),
      ] { #expect(isClose(value, right, relative: 1e-8), "\(expected.name)") }
    }
  }

  /// The order of the rows says nothing, and neither does a factor of all of them.
  @Test func rowsAreASet() throws {
    let found = try test(estimate([Self.control, Self.variant]))
    let turned = try test(estimate([Self.control.reversed(), Self.variant.reversed()]))
    let larger = try test(estimate([Self.control, Self.variant].map { $0.map { (10 * $0.0, 10 * $0.1) } }))
    #expect(isClose(turned.statistic, found.statistic ?? .nan, relative: 1e-12))
    #expect(isClose(larger.statistic, found.statistic ?? .nan, relative: 1e-12))
  }

  /// What a day does to both variants leaves their difference alone: pairs are surer than the same rows in another order.
  @Test func whatDaysShareCancels() throws {
    let rates = [0.05, 0.15, 0.08, 0.12, 0.06, 0.14, 0.09, 0.11]
    let zero = rates.map { (Int(($0 * 1000).rounded()), 1000) }
    let one = rates.enumerated().map { (Int((($1 + 0.01) * 1000).rounded()) + $0 % 2, 1000) }
    let (paired, shuffled) = (estimate([zero, one]), estimate([zero, Array(one[1...]) + [one[0]]]))
    let (own, other) = (paired.standardError(on: .absolute), shuffled.standardError(on: .absolute))
    #expect(try #require(own) < 0.1 * #require(other))
  }

  @Test func rowsOfOneVariantAreLeftOut() {
    let alone = sample([Self.control + [(5, 10)], Self.variant + [(0, 0)]])
    #expect(alone == sample([Self.control, Self.variant]))
  }

  @Test func fewPairsAreSaidToBeFew() throws {
    let few = [Self.control, Self.variant].map { Array($0.prefix(7)) }
    #expect(estimate(few).warnings == [.fewPairs])
    let two = [Self.control, Self.variant].map { Array($0.prefix(2)) }
    #expect(throws: NotEstimable.tooFew) { try test(estimate(two)) }
    let equal = estimate([[(1, 10), (2, 20), (3, 30)], [(1, 10), (2, 20), (3, 30)]])
    #expect(throws: NotEstimable.noVariation) { try test(equal) }
  }
}
