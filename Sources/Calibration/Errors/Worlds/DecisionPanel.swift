/// The metrics that a decision reads: the columns of the table.
package enum DecisionPanel: String, Sendable, CaseIterable {
  case one = "1"
  case three = "3"
  case ten = "10"
  /// As ten, and one of the guardrails has no margin.
  case tenWithoutMargin = "10b"

  var metrics: [DecisionMetric] {
    switch self {
    case .one: [.primary]
    case .three: [.primary, .guardrail, .secondary]
    case .ten: [.primary, .guardrail, .guardrail, .guardrail] + secondaries
    case .tenWithoutMargin: [.primary, .guardrail, .guardrail, .guardrailWithoutMargin] + secondaries
    }
  }

  private var secondaries: [DecisionMetric] { Array(repeating: .secondary, count: 6) }
}
