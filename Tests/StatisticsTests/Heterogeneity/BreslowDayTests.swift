import Distributions
import Statistics
import TestSupport
import Testing

/// Homogeneity of odds ratios against Pearson's X² of a logistic model (statsmodels), and against the exact distribution of X².
@Suite struct BreslowDayTests {
  struct Case: Decodable, Sendable {
    let name: String
    /// Successes and trials of the control, then of the variant.
    let tables: [[Int]]
    let oddsRatio: Double
    let statistic: Double
    let chiSquared: Double
    /// Given the margins, at the fitted odds ratio; nil where it is not known.
    let exact: Double?
  }

  static func counts(_ table: [Int]) throws -> ScoreCounts {
    try ScoreCounts(
      controlSuccesses: table[0], controlTrials: table[1], variantSuccesses: table[2], variantTrials: table[3])
  }

  /// Four standard errors of a share of the draws.
  static func isCloseByDraws(_ p: Double, _ exact: Double) -> Bool {
    isClose(p, exact, absolute: 4 * (exact * (1 - exact) / Double(BreslowDay.draws)).squareRoot() + 1e-4)
  }

  @Test func agrees() throws {
    let cases = try OracleTable.cases("breslow_day", as: Case.self)
    #expect(cases.count == 8)
    for example in cases {
      let test = try #require(BreslowDay(try example.tables.map(Self.counts), seed: 1))
      #expect(isClose(test.commonOddsRatio, example.oddsRatio, relative: 1e-8), "\(example.name)")
      #expect(isClose(test.statistic, example.statistic, relative: 1e-8), "\(example.name)")
      #expect(test.degreesOfFreedom == example.tables.count - 1)
      if !test.isBootstrapped {
        #expect(isCloseP(test.pValue, example.chiSquared), "\(example.name)")
      } else if let exact = example.exact {
        #expect(Self.isCloseByDraws(test.pValue, exact), "\(example.name): \(test.pValue), exactly \(exact)")
      }
    }
    #expect(
      try cases.filter { try #require(BreslowDay(try $0.tables.map(Self.counts), seed: 1)).isBootstrapped }.count == 4)
  }

  /// The third example of Methods/heterogeneity, "Examples": weights of Wald estimates give .0004.
  @Test func segmentsWithoutEventsAreNoEvidence() throws {
    let cases = try OracleTable.cases("breslow_day", as: Case.self)
    let example = try #require(cases.first { $0.name == "defect D13" })
    let test = try #require(BreslowDay(try example.tables.map(Self.counts), seed: 1))
    #expect(printsAs(test.statistic, "4.075979") && test.degreesOfFreedom == 6)
    #expect(printsAs(ChiSquared(degreesOfFreedom: 6).upperTail(test.statistic), "0.6664"))
    // Half of the cells expect less than one event, so that the bootstrap has the last word.
    let exact = try #require(example.exact)
    #expect(test.isBootstrapped && Self.isCloseByDraws(test.pValue, exact), "\(test.pValue)")
  }

  @Test func segmentsWithOneOutcomeHaveNoPart() throws {
    let inner = [[30, 100, 45, 110], [25, 90, 20, 95]]
    let tables = try [[0, 50, 0, 60], inner[0], [40, 40, 30, 30], inner[1]].map(Self.counts)
    let test = try #require(BreslowDay([nil] + tables, seed: 1))
    #expect(test.segments == [2, 4] && test.degreesOfFreedom == 1)
    #expect(test.pValue == BreslowDay(try inner.map(Self.counts), seed: 1)?.pValue)
    #expect(BreslowDay(Array(tables[0...2]), seed: 1) == nil && BreslowDay([], seed: 1) == nil)
  }

  /// Where all successes lie with one variant, no other tables are possible, and nothing differs.
  @Test func successesOfOneVariantAloneAreHomogeneous() throws {
    for tables in [[[0, 20, 3, 20], [0, 30, 1, 20]], [[3, 20, 0, 20], [1, 30, 0, 20]]] {
      let test = try #require(BreslowDay(try tables.map(Self.counts), seed: 1))
      #expect(test.statistic == 0 && test.pValue == 1)
    }
  }

  @Test func answersDoNotDependOnArmsOrOutcomes() throws {
    var random = SeededRandom(seed: 13)
    for _ in 0..<200 {
      let tables = (0..<random.integer(2...8)).map { _ in
        let (n0, n1) = (random.integer(5...400), random.integer(5...400))
        return [random.integer(0...n0), n0, random.integer(0...n1), n1]
      }
      let turned = [
        tables.map { [$0[2], $0[3], $0[0], $0[1]] },
        tables.map { [$0[1] - $0[0], $0[1], $0[3] - $0[2], $0[3]] },
        tables.reversed(),
      ]
      let test = BreslowDay(try tables.map(Self.counts), seed: 5)
      for other in turned {
        let same = BreslowDay(try other.map(Self.counts), seed: 5)
        #expect(test?.isBootstrapped == same?.isBootstrapped)
        guard let test, let same else { continue }
        #expect(isClose(same.statistic, test.statistic, relative: 1e-8, absolute: 1e-10))
        if test.isBootstrapped {
          #expect(isClose(same.pValue, test.pValue, absolute: 0.03))
        } else {
          #expect(isClose(same.pValue, test.pValue, relative: 1e-7, absolute: 1e-10))
        }
      }
    }
  }
}

extension StatisticalCore {
  /// How often the test finds differences that are not there, at sparse and uneven segments
  /// (Methods/heterogeneity, "Do proportions differ?").
  @Suite(.slow) struct BreslowDaySimulationTests {
    struct Setting: Sendable, CustomTestStringConvertible {
      /// The share of units in the variant.
      let share: Double
      /// Expected events of the smaller variant over all segments.
      let events: Double
      let segments: Int
      let replicates: Int
      /// The largest share of rejections at 5 %.
      let most: Double
      let least: Double

      var testDescription: String { "\(share), \(events) events, \(segments) segments" }
    }

    static let settings = [
      Setting(share: 0.5, events: 100, segments: 7, replicates: 3000, most: 0.062, least: 0.036),
      Setting(share: 0.9, events: 100, segments: 20, replicates: 3000, most: 0.065, least: 0.036),
      Setting(share: 0.96, events: 5, segments: 12, replicates: 600, most: 0.08, least: 0.02),
      Setting(share: 0.96, events: 5, segments: 20, replicates: 600, most: 0.08, least: 0.02),
      Setting(share: 0.5, events: 20, segments: 20, replicates: 600, most: 0.08, least: 0.02),
    ]

    @Test(arguments: settings) func holdsItsLevel(setting: Setting) async throws {
      let stream = RandomStream(seed: 1300)
      var (rejected, drawn) = (0, 0)
      let small = min(setting.share, 1 - setting.share)
      // Base rates differ by segment: from half to one and a half times their mean.
      let rates = (0..<setting.segments).map {
        0.04 * (0.5 + Double($0) / Double(setting.segments - 1))
      }
      let units = setting.events / 0.04 / small / Double(setting.segments)
      for replicate in 0..<setting.replicates {
        if replicate % 20 == 0 { await Task.yield() }
        let tables = try rates.map { rate in
          let (n0, n1) = (Int((units * (1 - setting.share)).rounded()), Int((units * setting.share).rounded()))
          return try ScoreCounts(
            controlSuccesses: stream.binomial(trials: n0, probability: rate), controlTrials: n0,
            variantSuccesses: stream.binomial(trials: n1, probability: rate), variantTrials: n1)
        }
        guard let test = BreslowDay(tables, seed: UInt64(replicate)) else { continue }
        rejected += test.pValue < 0.05 ? 1 : 0
        drawn += test.isBootstrapped ? 1 : 0
      }
      let rate = Double(rejected) / Double(setting.replicates)
      print("Breslow-Day, \(setting): \(rate) rejected, \(Double(drawn) / Double(setting.replicates)) drawn")
      #expect((setting.least...setting.most).contains(rate), "\(rate)")
    }
  }
}
