import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// What holds for every table, whatever its p-value.
  @Suite struct ExactProportionPropertyTests {
    typealias Table = (x1: Int, n1: Int, x0: Int, n0: Int)
    static let tests = ExactProportionTest.allCases

    static func tables(_ count: Int, seed: UInt64, trials: ClosedRange<Int> = 1...40) -> [Table] {
      var random = SeededRandom(seed: seed)
      return (0..<count).map { _ in
        let (n1, n0) = (random.logInteger(trials), random.logInteger(trials))
        return (random.successes(of: n1), n1, random.successes(of: n0), n0)
      }
    }

    static func counts(_ table: Table) throws -> ScoreCounts {
      try ScoreCounts(
        controlSuccesses: table.x0, controlTrials: table.n0, variantSuccesses: table.x1, variantTrials: table.n1)
    }

    private func p(_ test: ExactProportionTest, _ table: Table, _ alternative: Alternative) throws -> Double {
      try test.pValue(counts: try Self.counts(table), alternative: alternative).p
    }

    @Test(arguments: tests) func swappingVariantsSwapsSides(test: ExactProportionTest) throws {
      for table in Self.tables(30, seed: 71, trials: 1...30) {
        let swapped = (table.x0, table.n0, table.x1, table.n1)
        for (side, other) in [(Alternative.twoSided, Alternative.twoSided), (.greater, .less), (.less, .greater)] {
          let (one, two) = (try p(test, table, side), try p(test, swapped, other))
          #expect(isClose(one, two, relative: 1e-9), "\(test) \(table) \(side): \(one), \(two)")
        }
      }
    }

    @Test(arguments: tests) func countingFailuresSwapsSides(test: ExactProportionTest) throws {
      for table in Self.tables(30, seed: 72, trials: 1...30) {
        let failures = (table.n1 - table.x1, table.n1, table.n0 - table.x0, table.n0)
        for (side, other) in [(Alternative.twoSided, Alternative.twoSided), (.greater, .less), (.less, .greater)] {
          let (one, two) = (try p(test, table, side), try p(test, failures, other))
          #expect(isClose(one, two, relative: 1e-9), "\(test) \(table) \(side): \(one), \(two)")
        }
      }
    }

    @Test(arguments: tests) func pIsAProbabilityAboveZero(test: ExactProportionTest) throws {
      for table in Self.tables(20, seed: 73, trials: 1...120) {
        for side in Alternative.allCases {
          let p = try p(test, table, side)
          #expect(p > 0 && p <= 1, "\(test) \(table) \(side): \(p)")
        }
      }
    }

    /// 2 · 2⁻²⁰⁰⁰ is no double.
    @Test(arguments: tests) func pIsNeverZero(test: ExactProportionTest) throws {
      let p = try p(test, (1000, 1000, 0, 1000), .twoSided)
      #expect(p > 0 && p < 1e-300)
    }

    @Test func midPIsAtMostFishersDoubled() throws {
      for table in Self.tables(200, seed: 74, trials: 1...2000) {
        let doubled = 2 * min(try p(.fisher, table, .greater), try p(.fisher, table, .less))
        #expect(try p(.midP, table, .twoSided) <= doubled * (1 + 1e-12), "\(table)")
        for side in [Alternative.greater, .less] {
          #expect(try p(.midP, table, side) <= p(.fisher, table, side), "\(table)")
        }
      }
    }

    /// Boschloo orders by Fisher's p, up to ties, and its worst case is no worse than Fisher's level.
    @Test func boschlooIsAtMostFisher() throws {
      for table in Self.tables(60, seed: 75) {
        for side in [Alternative.greater, .less] {
          #expect(try p(.boschloo, table, side) <= p(.fisher, table, side) * (1 + 2e-7), "\(table) \(side)")
        }
      }
    }

    @Test(arguments: tests) func moreSuccessesOfTheVariantAreStrongerEvidence(test: ExactProportionTest) throws {
      for (n1, x0, n0) in [(9, 2, 11), (14, 7, 10), (6, 0, 13)] {
        let ps = try (0...n1).map { try p(test, ($0, n1, x0, n0), .greater) }
        for (fewer, more) in zip(ps, ps.dropFirst()) { #expect(more <= fewer * (1 + 1e-12), "\(test) \(x0)/\(n0)") }
      }
    }

    @Test(arguments: [ExactProportionTest.barnard, .boschloo])
    func aSmallerRangeOfTheNuisanceGivesAtMostGammaMore(test: ExactProportionTest) throws {
      let gamma = 1e-6
      for table in Self.tables(20, seed: 76, trials: 1...20) {
        for side in Alternative.allCases {
          let counts = try Self.counts(table)
          let full = try test.pValue(counts: counts, alternative: side).p
          let restricted = try test.pValue(counts: counts, alternative: side, bergerBoos: gamma).p
          let added = test == .boschloo && side == .twoSided ? 2 * gamma : gamma
          #expect(restricted <= min(1, full * (1 + 1e-9) + added) && restricted >= gamma, "\(table) \(side)")
        }
      }
    }

    @Test(arguments: tests.filter { $0 != .midP }) func tooManyTrialsAreRefused(test: ExactProportionTest) throws {
      let half = ExactProportionTest.largestTotal / 2
      for (n1, n0) in [(half + 1, half), (Int.max / 4, 1), (1, Int.max / 4)] {
        #expect(throws: NotEstimable.tooManyForExact) { try p(test, (0, n1, 1, n0), .twoSided) }
      }
    }

    @Test(arguments: [ExactProportionTest.fisher, .midP])
    func theLargestTotalIsAnswered(test: ExactProportionTest) throws {
      let half = ExactProportionTest.largestTotal / 2
      let p = try p(test, (5200, half, 5000, half), .twoSided)
      // SciPy 1.17.1: fisher_exact, and 2·(sf + pmf/2) of hypergeom.
      #expect(isClose(p, test == .fisher ? 0.037586622023498 : 0.03664746475885736, relative: 1e-8), "\(p)")
    }
  }
}
