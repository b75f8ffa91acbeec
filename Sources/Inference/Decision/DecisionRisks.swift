internal import Planning
internal import Statistics

/// The chances of a wrong decision, bounded for any dependence between the metrics (Methods/decision, "Risks").
public struct DecisionRisks: Sendable, Equatable {
  /// Primary metrics, and guardrails with a margin.
  public let successes: Int
  public let guardrails: Int
  /// The chance of shipping although no primary metric truly improves.
  public let falseShip: Double
  /// The chance of shipping although some guardrail is truly worse than its margin; nil without guardrails.
  public let harmfulShip: Double?
  /// Of not shipping because of a deterioration that is none, and of a check that fails by chance.
  public let alphaDeterioration: Double
  public let alphaQuality: Double
  /// The level of each single test for deterioration.
  public let alphaPerDeterioration: Double
  /// What each test's power must be for the decision to have the power that is planned for.
  public let powerPerTest: Double

  /// The power that the whole decision is to have.
  package static let power = 0.8

  /// - Parameter families: of the experiment, in which primary metrics are corrected for each other.
  init(_ plan: AnalysisPlan, _ families: [Family], _ drafts: [ComparisonDraft]) {
    let roles = DecisionRoles(plan)
    successes = roles.successes.count
    guardrails = roles.guardrails.count
    falseShip = min(1, families.reduce(0) { $0 + Self.falseShip($1, roles.successes, drafts) })
    harmfulShip = roles.guardrails.map(\.questionAlpha).max()
    alphaDeterioration = plan.errors.deterioration
    alphaQuality = plan.errors.quality
    let tests = roles.watched.count * plan.comparisons.count
    alphaPerDeterioration = plan.errors.deterioration / Double(max(1, tests))
    // β = (β* − α_D − α_Q)/(G + 1{S > 0}).
    let missed = max(0, 1 - Self.power - alphaDeterioration - alphaQuality)
    let shares = guardrails + (successes == 0 ? 0 : 1)
    powerPerTest = 1 - missed / Double(max(1, shares))
  }

  /// The chance that a metric of a family counts as improved for one treatment although none is: the family's error where it
  /// is shared, else the sum of the metrics' own errors, since a false discovery rate bounds no single comparison.
  private static func falseShip(_ family: Family, _ successes: [PlannedMetric], _ drafts: [ComparisonDraft]) -> Double {
    let names = Set(family.members.filter { drafts[$0].segment == nil }.map { drafts[$0].metric.name })
    let errors = successes.filter { names.contains($0.name) }.map(\.alpha)
    return family.procedure.controlsFamilywiseError ? errors.max() ?? 0 : errors.reduce(0, +)
  }
}
