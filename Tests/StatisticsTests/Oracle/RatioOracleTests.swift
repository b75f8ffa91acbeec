import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The delta method for ratios of totals against mpmath and against R's `survey`.
  @Suite struct RatioOracleTests {
    struct Arms: Decodable, Sendable {
      let control: [[Double]]
      let treatment: [[Double]]
    }

    struct Columns: Decodable, Sendable {
      let y: [Double]
      let d: [Double]

      var rows: [[Double]] { zip(y, d).map { [$0, $1] } }
    }

    struct SurveyArms: Decodable, Sendable {
      let control: Columns
      let treatment: Columns
    }

    struct Values: Decodable, Sendable {
      let name: String
      let ratioControl: Double
      let ratioTreatment: Double
      let standardErrorControl: Double
      let standardErrorTreatment: Double
      let difference: Double
      let standardError: Double
    }

    private func estimate(
      _ control: [[Double]], _ treatment: [[Double]], _ row: DeltaMethod.RowOfAnalysis
    ) -> Estimate {
      DeltaMethod(.ratio, row: row).estimate(
        control: Moments(rows: control, dimension: 2), variant: Moments(rows: treatment, dimension: 2))
    }

    /// Where the numerator is nearly proportional to the denominator, the moments keep fewer digits of what remains.
    private func tolerance(_ name: String) -> Double {
      name == "revenue with a mean of 1e6" ? Tolerance.root : Tolerance.closedForm
    }

    private func check(_ values: Values, _ estimate: Estimate) throws {
      let evidence = try estimate.values
      let pairs = [
        (evidence.control.value, values.ratioControl), (evidence.variant.value, values.ratioTreatment),
        (evidence.control.variance.squareRoot(), values.standardErrorControl),
        (evidence.variant.variance.squareRoot(), values.standardErrorTreatment),
        (evidence.variance(r: 1).squareRoot(), values.standardError),
      ]
      for (actual, expected) in pairs {
        #expect(isClose(actual, expected, relative: tolerance(values.name)), "\(values.name): \(actual), \(expected)")
      }
    }

    @Test func agreesWithTheDeltaFormula() throws {
      let arms = try OracleTable.cases("ratio_delta", as: Arms.self)
      let values = try OracleTable.cases("ratio_delta", as: Values.self)
      let contrasts = try OracleTable.cases("ratio_delta", as: AbsoluteContrast.self)
      for (index, arm) in arms.enumerated() {
        let estimate = estimate(arm.control, arm.treatment, .unit)
        try check(values[index], estimate)
        guard case .normal = try estimate.evidence.get() else { continue }
        try contrasts[index].check(estimate, relative: tolerance(values[index].name))
      }
    }

    /// A survey counts every cluster, whatever its size.
    @Test func agreesWithSurveyOfR() throws {
      let arms = try OracleTable.cases("ratio_survey", as: SurveyArms.self)
      for (arm, values) in zip(arms, try OracleTable.cases("ratio_survey", as: Values.self)) {
        try check(values, estimate(arm.control.rows, arm.treatment.rows, .cluster))
      }
    }
  }
}
