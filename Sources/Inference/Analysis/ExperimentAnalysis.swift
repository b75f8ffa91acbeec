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
  /// What was asked and what was used, per metric.
  public let methods: [MethodUse]
  /// Where every row of the source went.
  public let exposure: Exposure

  package init(_ plan: AnalysisPlan, _ summary: ExperimentSummary) throws(DiagnosticList) {
    try RowFaults(plan: plan, exposure: summary.exposure).check()
    spec = plan.spec
    checks = DataChecks.all.flatMap { $0.run(plan, summary) }
    let refusal: NotEstimable? = checks.contains { $0.outcome == .failed } ? .mismatch : nil
    var rows: [ResultRow] = []
    var denominators: [DenominatorEffect] = []
    for (metric, cells) in zip(plan.metrics, summary.cells) {
      let moments = cells.map(\.moments)
      let familySize = plan.comparisons.count * plan.metrics.count { $0.spec.role == metric.spec.role }
      for comparison in plan.comparisons {
        rows += RowBuilder(
          plan: plan, metric: metric, comparison: comparison,
          estimate: metric.spec.metric.estimator.estimate(StratifiedMoments(arms: moments), comparison.contrast),
          familySize: familySize, refusal: refusal
        ).rows()
        if metric.spec.metric.functional == .ratio, comparison.contrast.isOfAverages {
          denominators.append(DenominatorEffect(metric, comparison, moments))
        }
      }
    }
    self.rows = rows
    self.denominators = denominators
    claims = PublishedClaim.all(plan, rows)
    verdicts = plan.comparisons.map { TreatmentVerdict($0, rows, refused: refusal != nil) }
    methods = zip(plan.metrics, summary.cells).map { MethodUse(plan, $0, $1) }
    exposure = Exposure(plan, summary.exposure)
  }

  /// Whether the data checks leave room for a verdict.
  public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }
}
