internal import Terms

/// All that the rule of decision reads of one treatment: answers, and no number.
struct DecisionCase {
  var isRandomized = true
  /// Gates that failed.
  var failed: Set<Gate> = []
  /// Gates that a person overrules.
  var accepted: Set<Gate> = []
  /// Of each primary metric; empty for a rollout, which need not improve anything.
  var primaries: [(question: PrimaryQuestion, answer: PrimaryAnswer)] = []
  var guardrails: [GuardrailState] = []
  var secondaries: [SecondaryState] = []
  var `extension` = ExtensionState.none
  /// Whether nothing was meant to improve where there is no primary metric here.
  var isRollout = true
}

extension DecisionCase {
  typealias Verdict = (outcome: Decision.Outcome, reason: DecisionReason)

  /// The first row of the table that applies (Methods/decision, "Rule").
  var verdict: Verdict {
    if let gate = standingGates.first { return (.invalid, .gate(gate)) }
    if !isRandomized { return (.noDecision, .observed) }
    if primaries.isEmpty, guardrails.isEmpty { return (.noDecision, .nothingToDecide) }
    if answers.contains(.worse) { return (.doNotShip, .primaryWorse) }
    if guardrails.contains(where: { $0 == .worse || $0 == .bareWorse }) { return (.doNotShip, .guardrailWorse) }
    if guardrails.contains(.passWorse), !hasGain { return (.doNotShip, .guardrailWorse) }
    if primaries.isEmpty, !isRollout { return (.noDecision, .primaryUnread) }
    if !hasGain { return withoutGain }
    if guardrails.contains(.unanswered) { return (.inconclusive, .guardrailUnanswered) }
    if guardrails.contains(.open) { return (waiting, .guardrailOpen) }
    if answers.contains(.yesWorse) || guardrails.contains(.passWorse) { return (.tradeOff, .worseWithinMargin) }
    if secondaries.contains(.worse) { return (.tradeOff, .secondaryWorse) }
    if guardrails.contains(.bare) { return (.tradeOff, .guardrailWithoutMargin) }
    if answers.contains(.small), !answers.contains(.yes) { return (.tradeOff, .belowMinimumEffect) }
    return (.ship, reasonToShip)
  }

  private var withoutGain: Verdict {
    if answers.allSatisfy({ $0 == .no }) { return (.doNotShip, reasonNotToShip) }
    if `extension` == .useful { return (.extend, .primaryOpen) }
    return (.inconclusive, answers.contains(.unanswered) ? .primaryUnanswered : .primaryOpen)
  }

  /// Gates that failed and that nobody overrules, in the order in which they are named.
  var standingGates: [Gate] { failedGates.filter { !accepted.contains($0) } }

  /// Gates of assignment do not exist where units were not assigned.
  var failedGates: [Gate] { Gate.allCases.filter { failed.contains($0) && (isRandomized || !$0.isOfAssignment) } }

  private var answers: [PrimaryAnswer] { primaries.map(\.answer) }

  private var hasGain: Bool { primaries.isEmpty || answers.contains(where: \.isGain) }

  private var waiting: Decision.Outcome { `extension` == .useful ? .extend : .inconclusive }

  private var reasonToShip: DecisionReason {
    switch primaries.first(where: \.answer.isGain)?.question {
    case .superiority, .minimumEffect: .improved
    case .margin: .withinMargin
    case .equivalence: .equivalent
    case nil: .safeToRollOut
    }
  }

  private var reasonNotToShip: DecisionReason {
    switch primaries.first?.question {
    case .margin: .marginExceeded
    case .equivalence: .notEquivalent
    case .superiority, .minimumEffect, nil: .noBenefit
    }
  }
}
