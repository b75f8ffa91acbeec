internal import Planning
internal import Statistics

/// What to do with one treatment, by a rule that was fixed before the data (Methods/decision, "Rule").
///
/// - Note: M. Schultzberg, S. Ankargren, M. Frånberg (2024), arXiv 2402.11609; R. L. Berger (1982), *Technometrics* 24,
///   295-300.
public struct Decision: Sendable, Equatable {
  public enum Outcome: String, Sendable, CaseIterable {
    case ship
    /// Something speaks for the treatment and something against it, which a person has to weigh.
    case tradeOff = "trade-off"
    case doNotShip = "don't ship"
    /// Going on is worth it, and the design allows it.
    case extend
    case inconclusive
    /// There is nothing to decide, or no basis for it.
    case noDecision = "no decision"
    /// A check of the data failed.
    case invalid
  }

  /// Something that is said of one metric.
  package struct Note: Sendable, Equatable {
    package let fact: DecisionFact
    /// The name of the metric.
    package let metric: String
    /// Without a full stop.
    package let sentence: Phrase
  }

  public let control: String
  public let variant: String
  public let outcome: Outcome
  public let reason: DecisionReason
  /// What to do and why, in one or two sentences without the last full stop.
  package let headline: Phrase
  /// All that must be named of single metrics.
  package let facts: [Note]
  /// What the headline does not say of them.
  package let notes: [Note]
  /// Checks that failed, in the order in which they are named.
  package let failedGates: [DataCheck]
  /// How the treatment stands among several; nil where there is nothing to choose.
  package let choice: TreatmentChoice?
  public let risks: DecisionRisks

  init(_ evidence: DecisionEvidence, _ risks: DecisionRisks, choice: TreatmentChoice?) {
    control = evidence.comparison.control
    variant = evidence.comparison.variant
    self.risks = risks
    self.choice = choice
    let found = evidence.decisionCase
    (outcome, reason) = found.verdict
    failedGates = found.failedGates.compactMap { gate in evidence.failed.first { $0.gate == gate } }
    let text = DecisionText(evidence: evidence, reason: reason, choice: choice)
    (headline, facts) = (text.headline, text.facts)
    notes = text.notes
  }
}
