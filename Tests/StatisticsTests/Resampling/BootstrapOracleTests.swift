import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The bootstrap of F3, against numpy on the rows.
  @Suite struct BootstrapOracleTests {
    struct Case: Decodable, Sendable {
      struct Interval: Decodable, Sendable {
        let tail: Double
        let bootstrapT, percentile, basic, bca: [Double]
      }
      struct Test: Decodable, Sendable { let null, statistic, twoSided, greater, less: Double }
      let name, kind, scale: String
      let seed: UInt64
      let count: Int
      let firstWeights: [Int]
      let standardError, acceleration, bias: Double
      let intervals: [Interval]
      let tests: [Test]

      var functional: Functional { kind == "mean" ? .mean : .ratio }
      var estimand: Estimand { scale == "absolute" ? .absolute : .relative }
    }

    @Test func agreesWithNumpy() throws {
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
        #expect(isClose(try bootstrap.bias(on: expected.estimand), expected.bias, absolute: 1e-9))
        let influence = try InfluenceMoments(
          expected.functional, control: Moments(rows: rows[0], dimension: expected.functional.dimension),
          variant: Moments(rows: rows[1], dimension: expected.functional.dimension))
        let acceleration = try bootstrap.acceleration(on: expected.estimand, influence)
        #expect(isClose(acceleration, expected.acceleration, relative: 1e-6))
        for interval in expected.intervals {
          let kinds: [(BootstrapInterval, [Double])] = [
            (.studentized, interval.bootstrapT), (.percentile, interval.percentile), (.basic, interval.basic),
            (.bca, interval.bca),
          ]
          // Ranks between two replicates are rounded outward by the interval that inverts the p-value.
          let isRank =
            abs((Double(expected.count + 1) * interval.tail).rounded() - Double(expected.count + 1) * interval.tail)
            < 1e-9
          for (kind, ends) in kinds where isRank || kind != .studentized {
            let actual = try bootstrap.interval(
              kind, on: expected.estimand, fixedBoundary(tail: interval.tail), influence: influence)
            let close = isClose(actual.lower, ends[0], absolute: 2e-7) && isClose(actual.upper, ends[1], absolute: 2e-7)
            #expect(close, "\(expected.name) \(kind.rawValue): \(actual), \(ends)")
          }
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
    }

    /// The figures of Methods/bootstrap, "Example".
    @Test func workedExample() throws {
      let rows = try F3Bootstrap.rows(.mean)
      let bootstrap = try F3Bootstrap.evidence(rows, .mean, seed: 42, count: 999)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      #expect(printsAs(try #require(bootstrap.standardError), "0.816994"))
      let expected: [(BootstrapInterval, Estimand, String, String)] = [
        (.percentile, .absolute, "-0.459430", "2.713153"), (.basic, .absolute, "-0.639060", "2.533523"),
        (.studentized, .absolute, "-0.554855", "2.606456"), (.percentile, .relative, "-0.041120", "0.274542"),
      ]
      for (kind, estimand, lower, upper) in expected {
        let interval = try bootstrap.interval(kind, on: estimand, level)
        #expect(printsAs(interval.lower, lower) && printsAs(interval.upper, upper))
      }
      #expect(printsAs(try bootstrap.pValue(.noDifference, alternative: .twoSided), "0.186"))
      let influence = try InfluenceMoments(
        .mean, control: Moments(rows: rows[0], dimension: 1), variant: Moments(rows: rows[1], dimension: 1))
      #expect(printsAs(try bootstrap.acceleration(on: .absolute, influence), "0.005769"))
      #expect(printsAs(try bootstrap.bias(on: .absolute), "0.043924"))
    }
  }
}
