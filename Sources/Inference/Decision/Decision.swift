internal import Planning
internal import Specification
internal import Statistics

/// What to do with one treatment, by a rule that was fixed before the data (`methods.md` 11.2).
///
/// - Note: M. Schultzberg, S. Ankargren, M. Frånberg (2024); R. L. Berger (1982), *Technometrics* 24, 295-300.
public struct Decision: Sendable, Equatable {
  public enum Outcome: String, Sendable, CaseIterable {
    case ship
    case doNotShip = "don't ship"
    /// Go on collecting; only designs that allow it ever say so.
    case extend
    case inconclusive
    /// A check of the data failed.
    case invalid
  }

  public let control: String
  public let variant: String
  public let outcome: Outcome
  /// Why, as one sentence without a full stop.
  public let reason: String
  public let risks: DecisionRisks

  init(_ plan: AnalysisPlan, _ comparison: Comparison, _ rows: [ResultRow], isValid: Bool) {
    control = comparison.control
    variant = comparison.variant
    risks = DecisionRisks(plan)
    let own = rows.filter { $0.control == comparison.control && $0.variant == comparison.variant && $0.segment == nil }
    guard isValid else {
      (outcome, reason) = (.invalid, "a check of the data failed, so there is nothing to decide on")
      return
    }
    let evidence = DecisionEvidence(plan, own, risks)
    if let worse = evidence.deteriorated.first {
      let isTradeOff = evidence.deteriorated.allSatisfy(evidence.withinMargin.contains)
      (outcome, reason) = (
        .doNotShip,
        isTradeOff
          ? "\(worse) got worse, though within its margin: a trade-off for a person to judge"
          : "\(evidence.deteriorated.joined(separator: ", ")) got worse"
      )
      return
    }
    let openGuardrails = evidence.guardrails.filter { !evidence.withinMargin.contains($0) }
    if !openGuardrails.isEmpty {
      (outcome, reason) = (
        .inconclusive,
        "\(openGuardrails.joined(separator: ", ")) \(openGuardrails.count == 1 ? "is" : "are") not shown to be within "
          + (openGuardrails.count == 1 ? "its margin" : "their margins")
      )
      return
    }
    if evidence.successes.isEmpty {
      (outcome, reason) = (
        .ship, "no metric has to improve, and every guardrail is within its margin: safe to roll out"
      )
    } else if !evidence.improved.isEmpty {
      (outcome, reason) = (
        .ship,
        "\(evidence.improved.joined(separator: ", ")) improved"
          + (evidence.guardrails.isEmpty
            ? ", and nothing got worse" : ", every guardrail is within its margin, and nothing got worse")
      )
    } else if evidence.hasNoBenefit {
      (outcome, reason) = (
        .doNotShip, "every primary metric's interval ends below the effect that the experiment was planned to find"
      )
    } else if !evidence.unanswered.isEmpty {
      (outcome, reason) = (.inconclusive, "\(evidence.unanswered.joined(separator: ", ")) has no valid test")
    } else {
      (outcome, reason) = (
        .inconclusive, "no primary metric improved, and an effect worth having is not ruled out"
      )
    }
  }
}
