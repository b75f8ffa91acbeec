internal import Planning
internal import Statistics
internal import Terms

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
    let metrics = plan.metrics.filter(\.method.comparesVariants)
    successes = metrics.filter { $0.role == .primary && $0.direction != .neutral }
    let all = metrics.filter { $0.role == .guardrail }
    guardrails = all.filter { [.nonInferiority, .equivalence].contains($0.question.hypothesis) }
    watched = successes + all.filter { $0.direction != .neutral }
  }
}
