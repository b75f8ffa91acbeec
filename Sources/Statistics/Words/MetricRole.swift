/// What a metric is for in the decision (Methods/decision, "Roles").
public enum MetricRole: String, Sendable, CaseIterable {
  case primary
  case secondary
  case guardrail
  case exploratory

  /// Whether a decision rests on metrics of the role.
  package var decides: Bool { self == .primary || self == .guardrail }
}
