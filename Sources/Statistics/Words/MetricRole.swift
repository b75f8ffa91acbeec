/// What a metric is for in the decision (`methods.md` 11.1).
public enum MetricRole: String, Sendable, CaseIterable {
  case primary
  case secondary
  case guardrail
  case exploratory
}
