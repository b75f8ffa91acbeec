public import Terms

/// Why a decision is what it is.
public enum DecisionReason: Sendable, Equatable {
  /// A check of the data failed.
  case gate(Gate)
  case observed
  case nothingToDecide
  /// No primary metric says anything of one treatment.
  case primaryUnread
  case primaryWorse
  case guardrailWorse
  case noBenefit
  case marginExceeded
  case notEquivalent
  case primaryOpen
  case primaryUnanswered
  case guardrailUnanswered
  case guardrailOpen
  case worseWithinMargin
  case secondaryWorse
  case guardrailWithoutMargin
  case belowMinimumEffect
  case improved
  case withinMargin
  case equivalent
  case safeToRollOut

  /// Whether it is a reason to ship.
  var ships: Bool { [.improved, .withinMargin, .equivalent, .safeToRollOut].contains(self) }

  /// The key in `results.json`.
  public var key: String {
    switch self {
    case .gate(let gate): gate.rawValue
    case .observed: "observed"
    case .nothingToDecide: "nothing-to-decide"
    case .primaryUnread: "primary-unread"
    case .primaryWorse: "primary-worse"
    case .guardrailWorse: "guardrail-worse"
    case .noBenefit: "no-benefit"
    case .marginExceeded: "margin-exceeded"
    case .notEquivalent: "not-equivalent"
    case .primaryOpen: "primary-open"
    case .primaryUnanswered: "primary-unanswered"
    case .guardrailUnanswered: "guardrail-unanswered"
    case .guardrailOpen: "guardrail-open"
    case .worseWithinMargin: "worse-within-margin"
    case .secondaryWorse: "secondary-worse"
    case .guardrailWithoutMargin: "guardrail-without-margin"
    case .belowMinimumEffect: "below-minimum-effect"
    case .improved: "improved"
    case .withinMargin: "within-margin"
    case .equivalent: "equivalent"
    case .safeToRollOut: "safe-to-roll-out"
    }
  }
}
