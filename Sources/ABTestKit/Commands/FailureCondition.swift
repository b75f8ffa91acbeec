public import Inference
internal import Statistics

/// A finding that a CI job may want to fail on.
public enum FailureCondition: String, Sendable, CaseIterable {
  /// A gate of the data failed, so that there is no verdict on some treatment.
  case mismatch
  /// A comparison has no answer.
  case refused
  /// A check or a number carries a warning.
  case warning
  /// A primary, guardrail or secondary metric got worse, as the decision says it.
  case regression
  /// The decision on some treatment is inconclusive; where none is made, no primary metric has an answer.
  case inconclusive

  /// The condition in a few words, for the help.
  public var meaning: String {
    switch self {
    case .mismatch: "a failed check of the data voids a decision"
    case .refused: "a comparison, or a metric that decides, has no answer"
    case .warning: "a check or a number carries a warning"
    case .regression: "a primary, guardrail or secondary metric is worse"
    case .inconclusive: "a decision is inconclusive, or a primary metric has no answer where no decision is made"
    }
  }

  public func occurs(in analysis: ExperimentAnalysis) -> Bool {
    switch self {
    case .mismatch: !analysis.isTrusted
    case .refused:
      analysis.rows.contains { $0.status != nil && $0.status != .mismatch }
        || analysis.decisions.contains { [.primaryUnanswered, .guardrailUnanswered].contains($0.reason) }
    case .warning:
      analysis.checks.contains { $0.outcome == .warning } || analysis.rows.contains { !$0.warnings.isEmpty }
    case .regression:
      analysis.verdicts.contains { !$0.regressions.isEmpty }
    case .inconclusive:
      analysis.verdicts.contains { verdict in
        switch analysis.decision(on: verdict)?.outcome {
        case .inconclusive, .extend: true
        case .ship, .tradeOff, .doNotShip, .invalid: false
        case .noDecision, nil: !verdict.primary.contains { $0 != .inconclusive && $0 != .undecided }
        }
      }
    }
  }
}
