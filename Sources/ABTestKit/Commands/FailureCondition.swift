public import Inference
internal import Statistics

/// A finding that a CI job may want to fail on.
public enum FailureCondition: String, Sendable, CaseIterable {
  /// The sample ratio or another check of the experiment failed.
  case mismatch
  /// A comparison has no answer.
  case refused
  /// A check or a number carries a warning.
  case warning
  /// A primary or guardrail metric got worse.
  case regression
  /// No primary metric has a significant result.
  case inconclusive

  public func occurs(in analysis: ExperimentAnalysis) -> Bool {
    switch self {
    case .mismatch: !analysis.isTrusted
    case .refused: analysis.rows.contains { $0.status != nil && $0.status != .mismatch }
    case .warning:
      analysis.checks.contains { $0.outcome == .warning } || analysis.rows.contains { !$0.warnings.isEmpty }
    case .regression:
      analysis.rows.contains { $0.verdict == .worse && ($0.role == .primary || $0.role == .guardrail) }
    case .inconclusive:
      analysis.verdicts.contains { !$0.primary.contains { $0 != .inconclusive } }
    }
  }
}
