internal import Planning
internal import Statistics
internal import Terms

/// What each metric is for in a decision (Methods/decision, "Roles").
///
/// A metric without a good direction has no part in it, unless it is asked whether it stays the same, or is a guardrail. A
/// comparison of doses says nothing of one variant: of a guardrail that makes it no answer.
struct DecisionRoles {
  /// One of them must be answered yes.
  let primaries: [PlannedMetric]
  /// All of them must hold.
  let guardrails: [PlannedMetric]
  /// None of them should get worse.
  let secondaries: [PlannedMetric]
  /// Primary metrics that answer nothing here, so that there is more to know than the others say.
  let unread: [PlannedMetric]

  init(_ plan: AnalysisPlan) {
    let metrics = plan.metrics.filter(\.method.comparesVariants)
    primaries = metrics.filter {
      $0.role == .primary && ($0.direction != .neutral || $0.question.hypothesis == .equivalence)
    }
    let read = Set(primaries.map(\.name))
    unread = plan.metrics.filter { $0.role == .primary && !read.contains($0.name) }
    guardrails = plan.metrics.filter { $0.role == .guardrail }
    secondaries = metrics.filter { $0.role == .secondary && $0.direction != .neutral }
  }
}

extension PlannedMetric {
  /// What a primary metric is asked; a published claim asks whether there is an effect, too.
  var primaryQuestion: PrimaryQuestion {
    switch question {
    case .superiority, .claim: .superiority
    case .minimumEffect: .minimumEffect
    case .nonInferiority: .margin
    case .equivalence: .equivalence
    }
  }

  /// Whether the metric has a margin to be held to.
  var hasMargin: Bool { [.nonInferiority, .equivalence].contains(question.hypothesis) }
}
