import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The score test and its intervals against likelihoods that mpmath maximized with 50 digits.
  @Suite struct ScoreOracleTests {
    struct Null: Decodable, Sendable {
      let scale: String
      let null: Double?
      let r: Double?
      let delta: Double?
      let z: Double
      let pTwoSided: Double
      let pGreater: Double
      let pLess: Double
    }

    struct Limits: Decodable, Sendable {
      let scale: String
      let level: Double
      let lower: Double
      let upper: Double
    }

    struct Case: Decodable, Sendable {
      let name: String
      let x1: Int
      let n1: Int
      let x0: Int
      let n0: Int
      let nulls: [Null]
      let intervals: [Limits]

      var estimate: Estimate {
        get throws {
          Estimate(
            try ScoreCounts(controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1))
        }
      }
    }

    static let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    private func value(_ null: Null) throws -> NullValue {
      switch null.scale {
      case "difference": .linear(r: 1, delta: try #require(null.null))
      case "ratio": .linear(r: try #require(null.null), delta: 0)
      case "oddsRatio": .oddsRatio(try #require(null.null))
      default: .linear(r: try #require(null.r), delta: try #require(null.delta))
      }
    }

    @Test func statisticsAndPValues() throws {
      for example in try OracleTable.cases("miettinen_nurminen", as: Case.self) {
        let estimate = try example.estimate
        for null in example.nulls {
          for (alternative, p) in [
            (Alternative.twoSided, null.pTwoSided), (.greater, null.pGreater), (.less, null.pLess),
          ] {
            let test = try estimate.test(try value(null), alternative: alternative, Self.level)
            // A mixed null is solved by iteration; the others are closed forms.
            let relative = null.scale == "mixed" ? Tolerance.root : Tolerance.closedForm
            let close = isClose(test.statistic, null.z, relative: relative, absolute: relative)
            #expect(close, "\(example.name) \(null): \(test.statistic)")
            #expect(isCloseP(test.pValue, p), "\(example.name) \(null): \(test.pValue)")
          }
        }
      }
    }

    @Test func intervals() throws {
      for example in try OracleTable.cases("miettinen_nurminen", as: Case.self) {
        let estimate = try example.estimate
        for expected in example.intervals {
          let threshold = fixedBoundary(alpha: 1 - expected.level, alternative: .twoSided)
          let estimand: Estimand =
            switch expected.scale {
            case "difference": .absolute
            case "ratio": .relative
            default: .oddsRatio
            }
          let shift = estimand == .relative ? 1.0 : 0
          let actual = try estimate.interval(on: estimand, alternative: .twoSided, threshold)
          let close =
            isClose(actual.lower + shift, expected.lower, relative: Tolerance.root, absolute: 1e-15)
            && isClose(actual.upper + shift, expected.upper, relative: Tolerance.root, absolute: 1e-15)
          #expect(close, "\(example.name) \(expected): \(actual)")
        }
      }
    }

    @Test func wilsonIntervals() throws {
      struct Wilson: Decodable {
        let method: String?
        let x: Int?
        let n: Int?
        let level: Double
        let lower: Double
        let upper: Double
      }
      let tables = try ["wilson", "wilson_newcombe"].flatMap { try OracleTable.cases($0, as: Wilson.self) }
      for example in tables where example.method != "newcombe" {
        let (x, n) = (try #require(example.x), try #require(example.n))
        let threshold = fixedBoundary(alpha: 1 - example.level, alternative: .twoSided)
        let actual = try ArmEvidence.counts(successes: x, trials: n).interval(threshold)
        let close =
          isClose(actual.lower, example.lower, relative: Tolerance.closedForm, absolute: 1e-15)
          && isClose(actual.upper, example.upper, relative: Tolerance.closedForm, absolute: 1e-15)
        #expect(close, "\(x) of \(n) at \(example.level): \(actual)")
      }
    }
  }
}
