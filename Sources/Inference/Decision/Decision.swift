internal import Planning
internal import Statistics

/// What to do with one treatment, by a rule that was fixed before the data (Methods/decision, "Rule").
///
/// - Note: M. Schultzberg, S. Ankargren, M. Frånberg (2024); R. L. Berger (1982), *Technometrics* 24, 295-300.
public struct Decision: Sendable, Equatable {
  public enum Outcome: String, Sendable, CaseIterable {
    case ship
    case doNotShip = "don't ship"
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

  init(
    _ plan: AnalysisPlan, _ comparison: Comparison, _ results: ExperimentResult, _ risks: DecisionRisks, isValid: Bool
  ) {
    control = comparison.control
    variant = comparison.variant
    self.risks = risks
    let evidence = DecisionEvidence(plan, comparison, results, risks)
    (outcome, reason) =
      isValid ? Self.rule(evidence) : (.invalid, "a data check failed, so there is no basis for a decision")
  }

  /// The rows of the table in their order.
  private static func rule(_ evidence: DecisionEvidence) -> (Outcome, String) {
    let (worse, open) = (evidence.deteriorated, evidence.openGuardrails)
    if !worse.isEmpty {
      let isTradeOff = worse.allSatisfy(evidence.withinMargin.contains)
      let margin = worse.count == 1 ? "its margin" : "their margins"
      return (
        .doNotShip,
        "\(list(worse)) got worse" + (isTradeOff ? ", though within \(margin): a trade-off that people must judge" : "")
      )
    }
    let isOpen =
      "\(list(open)) \(open.count == 1 ? "is" : "are") not shown to be within "
      + (open.count == 1 ? "its margin" : "their margins")
    let untested =
      evidence.unanswered.isEmpty
      ? "" : "\(list(evidence.unanswered)) \(evidence.unanswered.count == 1 ? "has" : "have") no valid test"
    if evidence.successes.isEmpty {
      if evidence.guardrails.isEmpty {
        return (
          .inconclusive, "no metric has to improve and no guardrail has a margin, so nothing could justify shipping"
        )
      }
      return open.isEmpty
        ? (.ship, "no metric has to improve, and every guardrail is within its margin: safe to roll out")
        : (.inconclusive, isOpen)
    }
    if !evidence.improved.isEmpty {
      guard open.isEmpty else { return (.inconclusive, isOpen) }
      let rest =
        evidence.guardrails.isEmpty
        ? ", and nothing got worse" : ", every guardrail is within its margin, and nothing got worse"
      return (.ship, "\(list(evidence.improved)) improved" + rest + (untested.isEmpty ? "" : "; \(untested)"))
    }
    if evidence.hasNoBenefit {
      return (
        .doNotShip, "every primary metric's interval ends below the effect that the experiment was planned to find"
      )
    }
    let first = untested.isEmpty ? "no primary metric improved" : untested
    if !open.isEmpty { return (.inconclusive, "\(first), and \(isOpen)") }
    return (.inconclusive, untested.isEmpty ? "\(first), and a worthwhile effect is not ruled out" : first)
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
