/// What a metric of a simulated decision is asked.
enum DecisionMetric: Sendable, Equatable {
  case primary
  /// Within 5 %.
  case guardrail
  case guardrailWithoutMargin
  case secondary

  /// The keys of the metric in the spec beside its name, type and column.
  var keys: String {
    switch self {
    case .primary: #""role": "primary""#
    case .guardrail: #""role": "guardrail", "margin": "\#(shortNumber(100 * Self.margin))%""#
    case .guardrailWithoutMargin: #""role": "guardrail""#
    case .secondary: #""role": "secondary""#
    }
  }

  /// The largest relative loss that is accepted.
  static let margin = 0.05
}
