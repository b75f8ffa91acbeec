import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Intervals of a ratio against a scan of all ratios.
  @Suite struct FiellerOracleTests {
    struct Freedom: Decodable, Sendable {
      let kind: String
      let df0: Double?
      let df1: Double?
      let dfRest: Double?
      let value: Double?
    }

    struct Answer: Decodable, Sendable {
      let level: Double
      let g: Double
      let set: String
      let lower: Double?
      let upper: Double?
      let liftLower: Double?
      let liftUpper: Double?
    }

    struct Case: Decodable, Sendable {
      let name: String
      let theta0: Double
      let variance0: Double
      let theta1: Double
      let variance1: Double
      let covariance: Double
      let df: Freedom
      let results: [Answer]

      var evidence: NormalEvidence {
        get throws {
          try NormalEvidence(
            control: ArmValue(value: theta0, variance: variance0, degreesOfFreedom: df.df0 ?? .infinity),
            variant: ArmValue(value: theta1, variance: variance1, degreesOfFreedom: df.df1 ?? .infinity),
            covariance: covariance,
            freedom: (df.kind == "constant" ? df.value : nil).map(NormalEvidence.Freedom.common) ?? .independent)
        }
      }
    }

    /// A covariance with degrees of freedom of its own comes with covariate adjustment, which is not built yet.
    static func cases() throws -> [Case] {
      try OracleTable.cases("fieller", as: Case.self).filter { $0.df.dfRest == nil }
    }

    @Test func limitsOfTheLift() throws {
      for example in try Self.cases() {
        for expected in example.results where expected.set == "interval" {
          let threshold = fixedBoundary(alpha: 1 - expected.level, alternative: .twoSided)
          let actual = try Evidence.normal(try example.evidence).interval(on: .relative, threshold)
          let (lower, upper) = (try #require(expected.liftLower), try #require(expected.liftUpper))
          // A lift is a ratio less one, so its error is that of the ratio.
          let allowed = Tolerance.root * max(abs(try #require(expected.lower)), abs(try #require(expected.upper)))
          let close = isClose(actual.lower, lower, absolute: allowed) && isClose(actual.upper, upper, absolute: allowed)
          #expect(close, "\(example.name) at \(expected.level): \(actual), \(lower), \(upper)")
        }
      }
    }

    /// Also where g, which is computed at the estimate, is below 1 and yet no bounded interval exists.
    @Test func everySetThatIsNoIntervalIsRefused() throws {
      var refused = 0
      var refusedBelowOne = 0
      for example in try Self.cases() {
        for expected in example.results where expected.set != "interval" {
          let threshold = fixedBoundary(alpha: 1 - expected.level, alternative: .twoSided)
          let evidence = Evidence.normal(try example.evidence)
          #expect(throws: NotEstimable.liftUndefined, "\(example.name) at \(expected.level)") {
            try evidence.interval(on: .relative, threshold)
          }
          refused += 1
          if expected.g < 1 { refusedBelowOne += 1 }
        }
      }
      #expect(refused == 25 && refusedBelowOne == 2)
    }
  }
}
