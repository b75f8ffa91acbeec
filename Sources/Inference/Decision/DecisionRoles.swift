internal import Planning
internal import Specification
internal import Statistics

/// What each metric is for in a decision (Methods/decision, "Roles"); a metric without a good direction has no part in
/// it, but where a limit on both sides makes it a guardrail.
struct DecisionRoles {
  /// Primary metrics, of which at least one must improve.
  let successes: [PlannedMetric]
  /// Guardrails that must be shown to lie within a margin.
  let guardrails: [PlannedMetric]
  /// Primary metrics and guardrails, none of which may get worse.
  let watched: [PlannedMetric]

  init(_ plan: AnalysisPlan) {
    // A comparison of doses says nothing of one variant.
    let metrics = plan.metrics.filter(\.measure.comparesVariants)
    successes = metrics.filter { $0.spec.role == .primary && $0.spec.direction != .neutral }
    let all = metrics.filter { $0.spec.role == .guardrail }
    guardrails = all.filter { [.nonInferiority, .equivalence].contains($0.spec.question.hypothesis) }
    watched = successes + all.filter { $0.spec.direction != .neutral }
  }
}
