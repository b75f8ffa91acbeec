internal import Planning
internal import Specification
internal import Statistics

/// The chances of a wrong decision, bounded for any dependence between the metrics (`methods.md` 11.3).
public struct DecisionRisks: Sendable, Equatable {
  /// Primary metrics, and guardrails with a margin.
  public let successes: Int
  public let guardrails: Int
  /// Of shipping although no primary metric truly improves.
  public let falseShip: Double
  /// Of shipping although some guardrail is truly worse than its margin; nil without guardrails.
  public let harmfulShip: Double?
  /// Of not shipping because of a deterioration that is none, and of a check that fails by chance.
  public let alphaDeterioration: Double
  public let alphaQuality: Double
  /// The level of each single test for deterioration.
  public let alphaPerDeterioration: Double
  /// What each test's power must be for the decision to have the power that is planned for.
  public let powerPerTest: Double

  /// The power that the whole decision is to have.
  static let power = 0.8

  init(_ plan: AnalysisPlan) {
    let spec = plan.spec
    let primary = plan.metrics.filter { $0.spec.role == .primary && $0.spec.direction != .neutral }
    let watched = plan.metrics.filter { $0.spec.role == .guardrail && $0.spec.direction != .neutral }
    let limited = watched.filter { $0.spec.question.hypothesis == .nonInferiority }
    successes = primary.count
    guardrails = limited.count
    falseShip = spec.inference.alpha
    harmfulShip = limited.map(\.questionAlpha).max()
    alphaDeterioration = spec.decision.alphaDeterioration
    alphaQuality = spec.decision.alphaQuality
    let tests = (primary.count + watched.count) * plan.comparisons.count
    alphaPerDeterioration = spec.decision.alphaDeterioration / Double(max(1, tests))
    // β = (β* − α_D − α_Q)/(G + 1{S > 0}).
    let missed = max(0, 1 - Self.power - alphaDeterioration - alphaQuality)
    let shares = limited.count + (primary.isEmpty ? 0 : 1)
    powerPerTest = 1 - missed / Double(max(1, shares))
  }
}
