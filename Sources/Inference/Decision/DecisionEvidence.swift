internal import Planning
internal import Terms

/// What the results of one treatment say to the rule of decision, metric by metric.
struct DecisionEvidence {
  let plan: AnalysisPlan
  let comparison: Comparison
  let primaries: [Standing<PrimaryAnswer>]
  let guardrails: [Standing<GuardrailState>]
  let secondaries: [Standing<SecondaryState>]
  /// Primary metrics that say nothing of one treatment, or have no good direction.
  let unread: [PlannedMetric]
  /// The metrics that are compared in strata by the day of exposure, too; nil where days are not known.
  let comparedByDay: Set<String>?
  /// Gates that this treatment did not pass, accepted or not.
  let failed: [DataCheck]

  init(_ plan: AnalysisPlan, _ comparison: Comparison, _ results: ExperimentResult, _ checks: [DataCheck]) {
    (self.plan, self.comparison) = (plan, comparison)
    let own = Dictionary(
      results.metrics.compactMap { metric in
        metric.comparison(of: comparison.variant, with: comparison.control).map { (metric.metric.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let roles = DecisionRoles(plan)
    primaries = roles.primaries.map { Standing(primary: $0, own[$0.name]) }
    guardrails = roles.guardrails.map { Standing(guardrail: $0, own[$0.name]) }
    secondaries = roles.secondaries.map { Standing(secondary: $0, own[$0.name]) }
    unread = roles.unread
    comparedByDay = plan.byDay.map { Set($0.metrics.map(\.name)) }
    failed = checks.filter { $0.failed(on: comparison, of: plan) }
  }

  /// The same without numbers.
  var decisionCase: DecisionCase {
    DecisionCase(
      isRandomized: plan.header.isRandomized, failed: Set(failed.compactMap(\.gate)), accepted: Set(plan.accepted.keys),
      primaries: primaries.map { ($0.metric.primaryQuestion, $0.state) }, guardrails: guardrails.map(\.state),
      secondaries: secondaries.map(\.state), isRollout: unread.isEmpty)
  }
}
