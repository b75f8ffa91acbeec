import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Hotelling's test against numpy, and how often it warns of an assignment that is sound.
  @Suite struct CovariateBalanceTests {
    struct Case: Decodable, Sendable {
      let name: String
      let rows: [[[Double]]]
      let strata: [[Int]]
      let statistic, p: Double
      let df: [Int]
    }

    /// An outcome without meaning before the covariates.
    private func moments(_ rows: [[[Double]]], _ strata: [[Int]]) -> StratifiedMoments {
      let labels = Set(strata.joined()).sorted()
      let dimension = rows[0][0].count + 1
      return StratifiedMoments(
        cells: zip(rows, strata).map { rows, strata in
          labels.map { label in
            Moments(
              rows: zip(rows, strata).filter { $0.1 == label }.map { [0] + $0.0 }, dimension: dimension, shaped: 1)
          }
        }, outcomes: 1)
    }

    @Test func agreesWithNumpy() throws {
      let cases = try OracleTable.cases("covariate_balance", as: Case.self)
      #expect(cases.count == 5)
      for expected in cases {
        let test = try #require(
          CovariateBalance(moments(expected.rows, expected.strata), control: 0, variant: 1), "\(expected.name)")
        #expect(isClose(test.statistic, expected.statistic, relative: 1e-9), "\(expected.name)")
        #expect([test.degreesOfFreedom, test.denominatorDegreesOfFreedom] == expected.df, "\(expected.name)")
        #expect(isClose(test.pValue, expected.p, relative: 1e-8), "\(expected.name)")
      }
    }

    /// Twenty covariates and 160 : 40 units: one in a thousand, not one in twelve.
    @Test func keepsItsLevelWithManyCovariatesAndFewUnits() throws {
      var random = SeededRandom(seed: 3)
      let counts = [160, 40]
      var (low, warned) = (0, 0)
      for _ in 0..<400 {
        let rows = counts.map { count in (0..<count).map { _ in (0..<20).map { _ in random.normal() } } }
        let test = try #require(
          CovariateBalance(moments(rows, counts.map { Array(repeating: 0, count: $0) }), control: 0, variant: 1))
        low += test.pValue < 0.05 ? 1 : 0
        warned += test.pValue < CovariateBalance.threshold ? 1 : 0
      }
      // Of 400, 20 ± 4.4 and 0.4 ± 0.6 by chance.
      #expect((7...33).contains(low) && warned <= 3, "\(low) \(warned)")
    }

    @Test func moreCovariatesThanRowsHaveNoTest() {
      var random = SeededRandom(seed: 5)
      let rows = [4, 3].map { count in (0..<count).map { _ in (0..<6).map { _ in random.normal() } } }
      #expect(CovariateBalance(moments(rows, [[0, 0, 0, 0], [0, 0, 0]]), control: 0, variant: 1) == nil)
    }

    @Test func covariatesThatOthersDetermineDoNotCount() throws {
      var random = SeededRandom(seed: 6)
      let rows = [30, 20].map { count in (0..<count).map { _ in [random.normal(), random.normal()] } }
      let strata = rows.map { $0.map { _ in 0 } }
      let plain = try #require(CovariateBalance(moments(rows, strata), control: 0, variant: 1))
      let doubled = rows.map { $0.map { $0 + [$0[0] + $0[1], 7] } }
      let test = try #require(CovariateBalance(moments(doubled, strata), control: 0, variant: 1))
      #expect(test.degreesOfFreedom == 2 && isClose(test.statistic, plain.statistic, relative: 1e-9))
    }
  }
}
