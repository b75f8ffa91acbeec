/// The question that a row answers (Methods/contrasts, "Questions").
public enum Hypothesis: String, Sendable, CaseIterable {
  /// Does the variant differ from the control, or beat it, by nothing or by a minimum effect?
  case superiority
  /// Is the variant no worse than the control by more than a margin?
  case nonInferiority = "non-inferiority"
  /// Do the two differ by less than a margin, whatever the sign?
  case equivalence
  /// Is a published effect compatible with the data?
  case claim
}
