import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Welch's t-test against mpmath and against R's `t.test`, of data whose shape is not known: else the pivot of skewed data
  /// would decide about most of them.
  @Suite struct WelchOracleTests {
    struct Summary: Decodable, Sendable {
      let n: Int
      let mean: Double
      let variance: Double

      var moments: Moments {
        Moments(count: n, mean: [mean], products: SymmetricMatrix(dimension: 1) { _, _ in variance * Double(n - 1) })
      }
    }

    struct SummaryCase: Decodable, Sendable {
      let control: Summary
      let treatment: Summary
    }

    struct RowCase: Decodable, Sendable {
      let control: [Double]
      let treatment: [Double]
    }

    /// R compares with a variant whose units are all equal; abtest refuses what chance may have made so (decision 0015), but
    /// the figures behind the refusal are R's.
    private func check(_ contrast: AbsoluteContrast, _ control: Moments, _ variant: Moments) throws {
      let estimate = DeltaMethod(.mean).estimate(control: control, variant: variant)
      guard [control, variant].contains(where: { $0.products[0, 0] == 0 }) else { return try contrast.check(estimate) }
      #expect(estimate.evidence == .failure(.oneArmConstant))
      let joint = DeltaMethod(.mean).joint(StratifiedMoments(arms: [control, variant]))
      let evidence = try joint.evidence(Contrast(control: 0, variant: 1))
      try contrast.check(
        Estimate(
          method: estimate.method, counts: estimate.counts, control: estimate.control, variant: estimate.variant,
          evidence: .success(.normal(evidence))))
    }

    @Test func agreesFromSummaries() throws {
      let contrasts = try OracleTable.cases("welch", as: AbsoluteContrast.self)
      for (given, contrast) in zip(try OracleTable.cases("welch", as: SummaryCase.self), contrasts) {
        let (control, variant) = (given.control.moments, given.treatment.moments)
        try check(contrast, control, variant)
      }
    }

    @Test func agreesWithRFromRows() throws {
      let contrasts = try OracleTable.cases("welch_t_test", as: AbsoluteContrast.self)
      for (given, contrast) in zip(try OracleTable.cases("welch_t_test", as: RowCase.self), contrasts) {
        let (control, variant) = (
          Moments(values: given.control).withoutShape, Moments(values: given.treatment).withoutShape
        )
        try check(contrast, control, variant)
      }
    }
  }
}
