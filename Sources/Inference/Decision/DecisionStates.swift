/// What a primary metric is asked.
package enum PrimaryQuestion: String, Sendable, CaseIterable {
  case superiority
  case minimumEffect = "minimum-effect"
  case margin
  case equivalence
}

/// What it answers.
package enum PrimaryAnswer: String, Sendable, CaseIterable {
  case yes
  /// Better, but every effect that is worth having is excluded.
  case small
  /// Yes, and yet worse: within its margin.
  case yesWorse = "yes-worse"
  /// Neither yes nor no.
  case open
  /// All that would be a yes is excluded.
  case no
  /// Worse, and not a yes.
  case worse
  /// There is no valid test.
  case unanswered

  var isGain: Bool { self == .yes || self == .small || self == .yesWorse }
}

/// What is known of a guardrail.
package enum GuardrailState: String, Sendable, CaseIterable {
  /// Within its margin.
  case pass
  /// Within its margin, and worse.
  case passWorse = "pass-worse"
  /// Not shown to be within its margin.
  case open
  /// Worse, and not shown to be within its margin.
  case worse
  /// Without a margin.
  case bare
  /// Without a margin, and worse.
  case bareWorse = "bare-worse"
  /// There is no valid test.
  case unanswered
}

/// What is known of a secondary metric.
package enum SecondaryState: String, Sendable, CaseIterable {
  case quiet
  case worse
  case unanswered
}

/// Whether the experiment may go on.
package enum ExtensionState: String, Sendable, CaseIterable {
  /// It may not: its last look has been read.
  case none
  /// It may, and would probably answer.
  case useful
  /// It may, and would probably not.
  case hopeless
}
