/// Something that a decision must name, whatever its outcome.
package enum DecisionFact: String, Sendable, CaseIterable {
  case primaryWorse = "primary-worse"
  case primaryUnanswered = "primary-unanswered"
  case primaryBelowMinimumEffect = "primary-below-minimum-effect"
  case guardrailWorse = "guardrail-worse"
  case guardrailWorseWithinMargin = "guardrail-worse-within-margin"
  case guardrailOpen = "guardrail-open"
  case guardrailWithoutMargin = "guardrail-without-margin"
  case guardrailUnanswered = "guardrail-unanswered"
  case secondaryWorse = "secondary-worse"
  case secondaryUnanswered = "secondary-unanswered"
  /// The values without their cap say something else.
  case capDecides = "cap-decides"

  init?(_ answer: PrimaryAnswer) {
    switch answer {
    case .worse, .yesWorse: self = .primaryWorse
    case .unanswered: self = .primaryUnanswered
    case .small: self = .primaryBelowMinimumEffect
    case .yes, .open, .no: return nil
    }
  }

  init?(_ state: GuardrailState) {
    switch state {
    case .worse, .bareWorse: self = .guardrailWorse
    case .passWorse: self = .guardrailWorseWithinMargin
    case .open: self = .guardrailOpen
    case .bare: self = .guardrailWithoutMargin
    case .unanswered: self = .guardrailUnanswered
    case .pass: return nil
    }
  }

  init?(_ state: SecondaryState) {
    switch state {
    case .worse: self = .secondaryWorse
    case .unanswered: self = .secondaryUnanswered
    case .quiet: return nil
    }
  }
}
