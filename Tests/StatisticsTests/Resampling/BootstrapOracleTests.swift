import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The bootstrap of F3, against numpy on the rows.
  @Suite struct BootstrapOracleTests {
    struct Case: Decodable, Sendable {
      struct Interval: Decodable, Sendable {
        let tail: Double
        let bootstrapT: [Double]
      }
      struct Test: Decodable, Sendable { let null, statistic, twoSided, greater, less: Double }
      let name, kind, scale: String
      let seed: UInt64
      let count: Int
      let firstWeights: [Int]
      let standardError: Double
      let intervals: [Interval]
      let tests: [Test]

      var functional: Functional { kind == "mean" ? .mean : .ratio }
      var estimand: Estimand { scale == "absolute" ? .absolute : .relative }
    }

    @Test func agreesWithNumpy() throws {
      var compared = 0
      for expected in try OracleTable.cases("bootstrap", as: Case.self) {
        let rows = try F3Bootstrap.rows(expected.functional)
        let bootstrap = try F3Bootstrap.evidence(rows, expected.functional, seed: expected.seed, count: expected.count)
        let first = PoissonWeights(seed: expected.seed, replicates: [0])
        let counts = F3Bootstrap.cells(rows, expected.functional).map {
          ReplicateMoments(weights: first, rows: $0)[0].count
        }
        #expect(counts == expected.firstWeights && bootstrap.redraws == 0)
        let error = try #require(bootstrap.standardError)
        #expect(isClose(error, expected.standardError, relative: 1e-6))
        for interval in expected.intervals {
          // Ranks between two replicates are rounded outward by the interval that inverts the p-value.
          let isRank =
            abs((Double(expected.count + 1) * interval.tail).rounded() - Double(expected.count + 1) * interval.tail)
            < 1e-9
          guard isRank else { continue }
          let actual = try bootstrap.interval(on: expected.estimand, fixedBoundary(tail: interval.tail))
          let ends = interval.bootstrapT
          let close = isClose(actual.lower, ends[0], absolute: 2e-7) && isClose(actual.upper, ends[1], absolute: 2e-7)
          #expect(close, "\(expected.name): \(actual), \(ends)")
          compared += 1
        }
        for test in expected.tests {
          let null = NullValue(test.null, on: expected.estimand)
          #expect(isClose(try bootstrap.statistic(null, on: expected.estimand), test.statistic, relative: 1e-6))
          for (alternative, p) in [(Alternative.twoSided, test.twoSided), (.greater, test.greater), (.less, test.less)]
          {
            let actual = try bootstrap.pValue(null, on: expected.estimand, alternative: alternative)
            #expect(isClose(actual, p, absolute: 1e-12), "\(expected.name): \(actual), \(p)")
          }
        }
      }
      #expect(compared > 5)
    }

    /// The figures of Methods/bootstrap, "Example".
    @Test func workedExample() throws {
      let rows = try F3Bootstrap.rows(.mean)
      let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: 42, count: 999)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      #expect(printsAs(bootstrap.standardError, "0.816994"))
      let interval = try bootstrap.interval(on: .absolute, level)
      #expect(printsAs(interval.lower, "-0.554855") && printsAs(interval.upper, "2.606456"))
      #expect(printsAs(try bootstrap.pValue(.noDifference, alternative: .twoSided), "0.186"))
    }
  }
}
