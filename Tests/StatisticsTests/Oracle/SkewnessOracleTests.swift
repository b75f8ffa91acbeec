import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The skewness diagnostic against exact fractions and `scipy.stats.skew`.
  @Suite struct SkewnessOracleTests {
    struct Arm: Decodable, Sendable {
      let recipe: String
      let seed: UInt64
      let keyPrefix: String
      let n: Int

      var values: [Double] {
        get throws {
          try GeneratedRows(recipe: recipe, seed: seed, keyPrefix: keyPrefix).rows(n).map { $0[0] }
        }
      }
    }

    struct Tail: Decodable, Sendable {
      let c: Double
      let edgeworthError: Double
    }

    struct Case: Decodable, Sendable {
      let name: String
      let control: Arm
      let treatment: Arm
      let standardError: Double
      let gamma: Double
      let tails: [Tail]
    }

    private func check(
      _ control: Moments, _ variant: Moments, _ example: Case, relative: Double, ofError: Double = Tolerance.closedForm
    ) throws {
      let estimate = DeltaMethod(.mean).estimate(control: control, variant: variant)
      let error = try #require(estimate.standardError(on: .absolute))
      #expect(isClose(error, example.standardError, relative: ofError), "\(example.name)")
      let skewness = try #require(estimate.skewness)
      #expect(isClose(skewness.gamma, example.gamma, relative: relative, absolute: relative / 100), "\(example.name)")
      for tail in example.tails {
        let actual = skewness.tailError(criticalValue: tail.c)
        #expect(isClose(actual, tail.edgeworthError, relative: relative, absolute: relative / 100), "\(example.name)")
      }
    }

    @Test func fromMergedRows() throws {
      for example in try OracleTable.cases("skewness", as: Case.self) {
        let (control, variant) = (
          Moments(values: try example.control.values), Moments(values: try example.treatment.values)
        )
        // Rows merged one by one lose what the rounding of their mean is against their spread.
        let spread = (control.products[0, 0] / Double(control.count)).squareRoot()
        let relative = Tolerance.closedForm + 100 * control.mean[0].ulp / spread
        try check(control, variant, example, relative: relative, ofError: relative)
      }
    }

    /// Integer cubes carry 14 bits of the sampled range: three digits of the diagnostic.
    @Test func fromScaledSums() throws {
      for example in try OracleTable.cases("skewness", as: Case.self) {
        let (control, variant) = (try example.control.values, try example.treatment.values)
        let scaling = Scaling(lookingAt: control + variant)
        func moments(_ values: [Double]) -> Moments {
          ScaledSums(rows: values.map { [$0] }, scalings: [scaling]).moments
        }
        try check(moments(control), moments(variant), example, relative: 1e-3)
      }
    }
  }
}
