internal import Planning
internal import Statistics

/// The chances of a wrong decision, bounded for any dependence between the metrics (Methods/decision, "Risks").
public struct DecisionRisks: Sendable, Equatable {
  /// Primary metrics, guardrails with a margin, and secondary metrics with a good direction.
  public let primaries: Int
  public let guardrails: Int
  public let secondaries: Int
  /// The chance of shipping, or of a trade-off, although the true answer to the question of every primary metric is no.
  public let falseShip: Double
  /// Whether all of them ask for an improvement, without a margin or a minimum.
  package let asksForImprovement: Bool
  /// Whether that chance is one of each treatment.
  package let isOfEachTreatment: Bool
  /// Of shipping although some guardrail truly lies at its margin or beyond; nil without such guardrails.
  public let harmfulShip: Double?
  /// Of not shipping because of harm although no primary metric or guardrail is worse.
  public let alphaDeterioration: Double
  /// Of a trade-off because of a secondary metric although none is worse.
  public let alphaSecondaryHarm: Double
  /// Of "no benefit" although some primary metric has the smallest effect that is worth having.
  public let falseNoBenefit: Double
  /// Of no verdict on an experiment in which nothing is wrong: the errors of all gates together.
  public let falseVoid: Double
  /// What each test's power must be for the decision to have the power that is planned for.
  public let powerPerTest: Double

  /// The power that the whole decision is to have.
  package static let power = 0.8
  /// How many times the error of one gate all of them have together: units in several variants have half of one, and gates that
  /// count rows have none.
  static let gateShares = 4.5

  /// - Parameter families: of the experiment, in which primary metrics are corrected for each other.
  init(_ plan: AnalysisPlan, _ families: [Family], _ drafts: [ComparisonDraft]) {
    let roles = DecisionRoles(plan)
    let bounded = roles.guardrails.filter(\.hasMargin)
    (primaries, guardrails, secondaries) = (roles.primaries.count, bounded.count, roles.secondaries.count)
    asksForImprovement = roles.primaries.allSatisfy { $0.primaryQuestion == .superiority }
    let isShared = families.allSatisfy(\.procedure.controlsFamilywiseError) && asksForImprovement
    isOfEachTreatment = plan.variants.count > 2 && !isShared
    falseShip = min(1, families.reduce(0) { $0 + Self.falseShip($1, roles.primaries, drafts) })
    harmfulShip = bounded.map(\.questionAlpha).max()
    (alphaDeterioration, alphaSecondaryHarm) = (plan.errors.deterioration, plan.errors.secondaryHarm)
    falseNoBenefit = roles.primaries.map(\.upwardError).max() ?? 0
    falseVoid = Self.gateShares * plan.errors.quality
    // β = (β* − α_D − α_Q)/(G + 1{S > 0}).
    let missed = max(0, 1 - Self.power - alphaDeterioration - falseVoid)
    powerPerTest = 1 - missed / Double(max(1, guardrails + (primaries == 0 ? 0 : 1)))
  }

  /// The chance that a metric of a family counts as improved for one treatment although none is: the family's error where it
  /// is shared, else the sum of the metrics' own errors, since a false discovery rate bounds no single comparison.
  private static func falseShip(_ family: Family, _ primaries: [PlannedMetric], _ drafts: [ComparisonDraft]) -> Double {
    let names = Set(family.members.filter { drafts[$0].segment == nil }.map { drafts[$0].metric.name })
    let own = primaries.filter { names.contains($0.name) }
    let corrected = family.procedure.controlsFamilywiseError ? own.filter { $0.primaryQuestion == .superiority } : []
    let others = own.filter { metric in !corrected.contains { $0.name == metric.name } }
    return (corrected.map(\.errorOfYes).max() ?? 0) + others.reduce(0) { $0 + $1.errorOfYes }
  }
}

extension PlannedMetric {
  /// The error of a yes to the metric's question.
  fileprivate var errorOfYes: Double { primaryQuestion == .superiority ? upwardError : questionAlpha }

  /// The error of the metric's test on the good side: half of that of a two-sided one.
  fileprivate var upwardError: Double { alternative == .twoSided ? alpha / 2 : alpha }
}
