import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Design effect and correlation within clusters against an analysis of variance of single events.
  @Suite struct ClusterDiagnosticsTests {
    struct Case: Decodable, Sendable {
      let name: String
      let control, treatment: [[Double]]
      let correlation, independentVariance: Double
      let effective: [Double]
    }

    private func rows(_ values: [[Double]]) -> [ClusterRow] {
      values.map { ClusterRow(sum: $0[0], size: $0[1], squares: $0[2]) }
    }

    @Test func agreesWithSingleEvents() throws {
      for expected in try OracleTable.cases("cluster_anova", as: Case.self) {
        let diagnostics = try ClusterDiagnostics(control: rows(expected.control), variant: rows(expected.treatment))
        let pairs = [
          (diagnostics.effectiveClusters.control, expected.effective[0]),
          (diagnostics.effectiveClusters.variant, expected.effective[1]),
          (try #require(diagnostics.independentVariance), expected.independentVariance),
          (try #require(diagnostics.intraclassCorrelation), expected.correlation),
        ]
        for (actual, value) in pairs {
          #expect(isClose(actual, value, relative: 1e-9, absolute: 1e-12), "\(expected.name): \(actual), \(value)")
        }
      }
    }

    /// Methods/clusters, "Example": design effect of the delta variance, and effective numbers.
    @Test func workedExample() throws {
      let diagnostics = try ClusterDiagnostics(control: CR2Tests.control, variant: CR2Tests.variant)
      #expect(printsAs(diagnostics.effectiveClusters.control, "4.731003"))
      #expect(printsAs(diagnostics.effectiveClusters.variant, "4.858470"))
      #expect(printsAs(diagnostics.independentVariance?.squareRoot(), "0.03389908"))
      let estimate = DeltaMethod(.ratio, row: .cluster).estimate(
        control: Moments(rows: Fixtures.f2Control, dimension: 2),
        variant: Moments(rows: Fixtures.f2Variant, dimension: 2)
      )
      guard case .normal(let evidence) = try estimate.evidence.get() else { return #expect(Bool(false)) }
      #expect(printsAs(diagnostics.designEffect(evidence), "1.504655"))
    }

    @Test func unknownSquaresLeaveOnlyTheEffectiveNumber() throws {
      let rows = Fixtures.f2Control.map { ClusterRow(sum: $0[0], size: $0[1]) }
      let diagnostics = try ClusterDiagnostics(control: rows, variant: CR2Tests.variant)
      #expect(diagnostics.intraclassCorrelation == nil && diagnostics.independentVariance == nil)
      #expect(printsAs(diagnostics.effectiveClusters.control, "4.731003"))
    }

    @Test func degenerateClustersHaveNoDiagnostics() throws {
      #expect(throws: NotEstimable.emptyArm) { try ClusterDiagnostics(control: [], variant: CR2Tests.variant) }
      let nothing = [ClusterRow(successes: 0, events: 0)]
      #expect(throws: NotEstimable.denominatorZero) {
        try ClusterDiagnostics(control: nothing, variant: CR2Tests.variant)
      }
      let single = [ClusterRow(successes: 1, events: 1)]
      let diagnostics = try ClusterDiagnostics(control: single, variant: single)
      #expect(diagnostics.intraclassCorrelation == nil && diagnostics.independentVariance == nil)
    }
  }
}
