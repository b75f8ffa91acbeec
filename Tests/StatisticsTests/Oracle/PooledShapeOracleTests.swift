import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The pivot of skewed data against a program of its own, with the moments and the t distribution of scipy.
  @Suite struct PooledShapeOracleTests {
    struct Arm: Decodable, Sendable {
      let recipe: String
      let seed: UInt64
      let keyPrefix: String
      let n: Int

      var values: [Double] {
        get throws { try GeneratedRows(recipe: recipe, seed: seed, keyPrefix: keyPrefix).rows(n).map { $0[0] } }
      }
    }

    struct Thin: Decodable, Sendable {
      let arm: String
      let units: Double
    }

    struct Reading: Decodable, Sendable {
      let r: Double
      let delta: Double
      let h: Double
      let df: Double
      let p: Double
    }

    struct Limits: Decodable, Sendable {
      let estimand: String
      let level: Double
      let lower: Double
      let upper: Double
    }

    struct Case: Decodable, Sendable {
      let name: String
      let control: Arm
      let variant: Arm
      let skewness: Double
      let kurtosis: Double
      let isSkewed: Bool
      let thin: Thin?
      let tests: [Reading]
      let intervals: [Limits]
    }

    private func check(_ example: Case, relative: Double, _ moments: ([Double]) -> Moments) throws {
      let estimate = DeltaMethod(.mean).estimate(
        control: moments(try example.control.values), variant: moments(try example.variant.values))
      guard case .pooledShape(let pivot) = try estimate.evidence.get() else {
        #expect(!example.isSkewed, "\(example.name)")
        return
      }
      #expect(example.isSkewed, "\(example.name)")
      #expect(isClose(pivot.shape.skewness, example.skewness, relative: relative), "\(example.name)")
      #expect(isClose(pivot.shape.kurtosis, example.kurtosis, relative: relative), "\(example.name)")
      #expect(estimate.thinArm.map { $0.side == .control ? "control" : "variant" } == example.thin?.arm)
      #expect(
        estimate.thinArm == nil
          || isClose(estimate.thinArm?.effectiveUnits, example.thin?.units ?? .nan, relative: relative))
      for test in example.tests {
        let boundary = fixedBoundary(alpha: 0.05, alternative: .twoSided)
        let found = try estimate.test(.linear(r: test.r, delta: test.delta), alternative: .twoSided, boundary)
        #expect(isClose(found.statistic, test.h, relative: relative, absolute: relative), "\(example.name) \(test)")
        #expect(isClose(found.degreesOfFreedom, test.df, relative: relative), "\(example.name) \(test)")
        let size = max(1, test.h * test.h)
        #expect(isClose(found.pValue, test.p, relative: 10 * relative * size), "\(example.name) \(test)")
      }
      for limits in example.intervals {
        let boundary = fixedBoundary(alpha: 1 - limits.level, alternative: .twoSided)
        let estimand: Estimand = limits.estimand == "absolute" ? .absolute : .relative
        let found = try estimate.interval(on: estimand, alternative: .twoSided, boundary)
        let error = try #require(estimate.standardError(on: estimand))
        for (value, expected) in [(found.lower, limits.lower), (found.upper, limits.upper)] {
          #expect(
            value == expected || isClose(value, expected, relative: 100 * relative, absolute: 10 * relative * error),
            "\(example.name) \(limits): \(value)")
        }
      }
    }

    @Test func fromMergedRows() throws {
      for example in try OracleTable.cases("pooled_shape", as: Case.self) {
        try check(example, relative: 1e-9) { Moments(values: $0) }
      }
    }

    /// The coarser integers carry 14 bits of the sampled range: four digits of a shape.
    @Test func fromScaledSums() throws {
      for example in try OracleTable.cases("pooled_shape", as: Case.self) {
        let scaling = Scaling(lookingAt: try example.control.values + example.variant.values)
        try check(example, relative: 2e-4) { values in
          ScaledSums(rows: values.map { [$0] }, scalings: [scaling]).moments
        }
      }
    }
  }
}
