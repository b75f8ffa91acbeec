/// A condition on the data without which no verdict is given (Methods/decision, "Gates"), in the order in which failures are
/// named.
public enum Gate: String, Sendable, CaseIterable {
  /// Every variant has units, and so has every primary metric and guardrail in it.
  case empty
  /// The units arrived in the declared proportions.
  case ratio
  /// So did those of every run of days.
  case ratioByDay = "ratio-by-day"
  /// What was known of the units before exposure is alike in the variants.
  case composition
  /// Few units were seen in several variants, and as many went one way as the other.
  case crossing
  /// Nearly all rows carry the label of a variant.
  case lost
  /// Outcomes are missing as often in one variant as in another, or it cannot matter.
  case missing
}

extension Gate {
  /// Whether the gate asks how units were given their variants, which nobody can tell without randomization.
  package var isOfAssignment: Bool {
    switch self {
    case .ratio, .ratioByDay, .composition: true
    case .empty, .crossing, .lost, .missing: false
    }
  }
}
