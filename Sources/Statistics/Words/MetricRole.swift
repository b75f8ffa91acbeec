/// What a metric is for in the decision (Methods/decision, "Roles").
public enum MetricRole: String, Sendable, CaseIterable {
  case primary
  case secondary
  case guardrail
  case exploratory
}
