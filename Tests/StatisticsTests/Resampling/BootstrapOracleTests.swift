import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The bootstrap of F3, against numpy on the rows.
  @Suite struct BootstrapOracleTests {
    struct Case: Decodable, Sendable {
      struct Interval: Decodable, Sendable {
        let tail: Double
        let limits: [Double]
      }
      struct Test: Decodable, Sendable { let null, statistic, twoSided, greater, less: Double }
      let name, kind, scale: String
      let seed: UInt64
      let size: Int
      let count: Int
      let firstWeights: [Int]
      let intervals: [Interval]
      let tests: [Test]

      var functional: Functional { kind == "mean" ? .mean : .ratio }
      var estimand: Estimand { scale == "absolute" ? .absolute : .relative }
    }

    @Test func agreesWithNumpy() throws {
      var compared = 0
      for expected in try OracleTable.cases("bootstrap", as: Case.self) {
        let rows = try F3Bootstrap.rows(expected.functional, variant: expected.size)
        let bootstrap = try F3Bootstrap.evidence(rows, expected.functional, seed: expected.seed, count: expected.count)
        let total = Double(200 + expected.size)
        let weights = PoissonWeights(
          seed: expected.seed, replicates: 1, means: [200 / total, Double(expected.size) / total])
        let first = (0..<2).map { arm in
          F3Bootstrap.units(rows).joined().reduce(0) { $0 + weights.weight(unit: $1, replicate: 0, arm: arm) }
        }
        #expect(first == expected.firstWeights && bootstrap.pairs.redraws == 0)
        for interval in expected.intervals {
          let actual = try bootstrap.interval(on: expected.estimand, fixedBoundary(tail: interval.tail))
          let ends = interval.limits
          // A row is rounded to 2⁻¹⁹ of a standard deviation.
          let close = isClose(actual.lower, ends[0], absolute: 1e-5) && isClose(actual.upper, ends[1], absolute: 1e-5)
          #expect(close, "\(expected.name): \(actual), \(ends)")
          compared += 1
        }
        for test in expected.tests {
          let null = NullValue(test.null, on: expected.estimand)
          #expect(isClose(try bootstrap.statistic(null), test.statistic, relative: 1e-9))
          for (alternative, p) in [(Alternative.twoSided, test.twoSided), (.greater, test.greater), (.less, test.less)]
          {
            let actual = try bootstrap.pValue(null, on: expected.estimand, alternative: alternative)
            #expect(isClose(actual, p, absolute: 1e-12), "\(expected.name): \(actual), \(p)")
          }
        }
      }
      #expect(compared == 24)
    }

    /// The figures of Methods/bootstrap, "Example".
    @Test func workedExample() throws {
      let rows = try F3Bootstrap.rows(.mean)
      let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: 42, count: 999)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let interval = try bootstrap.interval(on: .absolute, level)
      #expect(printsAs(interval.lower, "-0.7689") && printsAs(interval.upper, "2.6357"))
      #expect(printsAs(try bootstrap.pValue(.noDifference, alternative: .twoSided), "0.222"))
    }
  }
}
