package import Diagnostics
package import Planning
public import Specification
internal import Statistics

/// Everything that is known at the end: results, checks, and what was asked and done; no format, no digits.
public struct ExperimentAnalysis: Sendable {
  public let spec: ExperimentSpec
  public let rows: [ResultRow]
  public let checks: [DataCheck]
  /// One per comparison, in the order of the plan.
  public let verdicts: [TreatmentVerdict]
  /// How published figures compare with the intervals.
  public let claims: [PublishedClaim]
  /// What ratio metrics divide by, and whether it moved.
  public let denominators: [DenominatorEffect]
  /// What covariates and strata changed, per metric and comparison.
  public let adjustments: [AdjustmentEffect]
  /// What was asked and what was used, per metric.
  public let methods: [MethodUse]
  /// Where every row of the source went.
  public let exposure: Exposure

  package init(_ plan: AnalysisPlan, _ summary: ExperimentSummary) throws(DiagnosticList) {
    try RowFaults(plan: plan, exposure: summary.exposure).check()
    try CategoryFaults(plan: plan, groups: summary.groups).check()
    spec = plan.spec
    checks = DataChecks.all.flatMap { $0.run(plan, summary) }
    let refusal: NotEstimable? = checks.contains { $0.outcome == .failed } ? .mismatch : nil
    var rows: [ResultRow] = []
    var denominators: [DenominatorEffect] = []
    var adjustments: [AdjustmentEffect] = []
    for (index, metric) in plan.metrics.enumerated() {
      let familySize = plan.comparisons.count * plan.metrics.count { $0.spec.role == metric.spec.role }
      let table = MetricTable(plan, index, summary.groups).moments
      for comparison in plan.comparisons {
        let estimate = metric.estimator.estimate(table, comparison.contrast)
        rows += RowBuilder(
          plan: plan, metric: metric, comparison: comparison, estimate: estimate, familySize: familySize,
          refusal: refusal
        ).rows()
        if metric.spec.metric.functional == .ratio, comparison.contrast.isOfAverages {
          denominators.append(DenominatorEffect(metric, comparison, summary.cells[index].map(\.moments)))
        }
        adjustments += [
          AdjustmentEffect(plan, metric, comparison, adjusted: estimate, unadjusted: table.unadjusted)
        ].compactMap(\.self)
      }
    }
    self.rows = rows
    self.denominators = denominators
    self.adjustments = adjustments
    claims = PublishedClaim.all(plan, rows)
    verdicts = plan.comparisons.map { TreatmentVerdict($0, rows, refused: refusal != nil) }
    methods = zip(plan.metrics, summary.cells).map { MethodUse(plan, $0, $1) }
    exposure = Exposure(plan, summary.exposure)
  }

  /// Whether the data checks leave room for a verdict.
  public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }
}
