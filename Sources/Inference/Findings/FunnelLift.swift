internal import Diagnostics
internal import Planning
public import Statistics
internal import Terms

/// How the steps of a funnel make up the ratio of two variants end to end: contributions in log points that add up.
///
/// "Which step moved" describes; only the total is a difference between all exposed units (Methods/funnels).
public struct FunnelLift: Sendable, Equatable {
  public struct Part: Sendable, Equatable {
    /// The rate in each variant, adjusted as the metrics are: reach over the reach before.
    public let control: Double
    public let variant: Double
    /// ln(variant/control)
    public let logRatio: Double
    public let standardError: Double
    /// The degrees of freedom; nil for a normal distribution.
    public let degreesOfFreedom: Double?
    /// The interval of the log ratio; nil where no unit stopped in either variant.
    public let interval: Interval?
    /// The share of the total, where the total differs from zero.
    public let share: Double?
    public let shareError: Double?
  }

  public let control: String
  public let variant: String
  /// The level at which the intervals of all steps hold together, and the one of the total by itself.
  public let level: Double
  /// What the intervals of the steps are standard errors wide; nil where no step has one.
  public let criticalValue: Double?
  /// How it comes about: `max-t` or `sidak`.
  public let basis: String?
  /// The steps in their order, up to the last one that could be decomposed.
  public let parts: [Part]
  /// Over these steps; nil where there is none.
  public let total: Part?
  /// The first step that is left out, as nobody of some variant reached it.
  public let stoppedAt: String?
  /// The variants of which nobody did; empty where only the adjusted share is not above zero.
  public let unreachedBy: [String]
  /// Why there is nothing.
  public let reason: NotEstimable?

  /// - Parameters:
  ///   - table: the steps as outcomes of one row vector.
  ///   - counts: [exposed, reach₁, …, reach_J] of each variant.
  init(
    _ funnel: PlannedFunnel, _ comparison: Comparison, _ table: StratifiedMoments, _ counts: [[Int]],
    _ plan: AnalysisPlan, at look: Look, isValid: Bool
  ) {
    (control, variant, level) = (comparison.control, comparison.variant, funnel.steps.level)
    let found = Result { () throws(NotEstimable) in try Self.decomposition(funnel, comparison.contrast, table) }
    let decomposition = try? found.get()
    let kept = decomposition?.steps.count ?? 0
    let steps = funnel.term.steps.map(\.name)
    reason = if case .failure(let why) = found { why } else { nil }
    let isCut = decomposition?.isCut ?? (reason == .boundary)
    stoppedAt = isCut ? steps[kept] : nil
    let arms = comparison.contrast.pair.map { [$0.control, $0.variant] } ?? []
    unreachedBy = isCut ? arms.filter { counts[$0][kept + 1] == 0 }.map { plan.variants[$0].name } : []
    let alpha = 1 - funnel.steps.level
    let own = try? look.boundary(.twoSided, error: alpha)
    let together = try? decomposition?.simultaneousCriticalValue(alpha: alpha)
    let shares = isValid ? own.flatMap { decomposition?.shares($0) } : nil
    criticalValue = together?.criticalValue
    basis = together?.basis.rawValue
    parts = (decomposition?.steps ?? []).enumerated().map { index, step in
      Part(
        step, interval: together.flatMap { try? step.logInterval(critical: $0.criticalValue) }, share: shares?[index])
    }
    total = (decomposition?.total).map { whole in
      Part(whole, interval: own.flatMap { try? whole.logInterval($0) }, share: nil)
    }
  }

  private static func decomposition(
    _ funnel: PlannedFunnel, _ contrast: Contrast, _ table: StratifiedMoments
  ) throws(NotEstimable) -> FunnelDecomposition {
    guard let pair = contrast.pair else { throw .severalVariants }
    if funnel.steps.isClustered {
      let clusters = [pair.control, pair.variant].map { table.pooled($0).count }
      guard clusters.allSatisfy({ $0 == 0 || $0 >= ClusterLimits.fewest }) else { throw .tooFew }
    }
    return try FunnelDecomposition(
      table, exposure: funnel.steps.isClustered ? .firstOutcome : .row,
      settings: AdjustmentSettings(slopes: funnel.steps.slopes), control: pair.control, variant: pair.variant)
  }
}

extension FunnelLift.Part {
  fileprivate init(_ contribution: FunnelContribution, interval: Interval?, share: FunnelDecomposition.Share?) {
    self.init(
      control: contribution.control, variant: contribution.variant, logRatio: contribution.logRatio,
      standardError: contribution.standardError,
      degreesOfFreedom: contribution.degreesOfFreedom.isFinite ? contribution.degreesOfFreedom : nil,
      interval: interval, share: share?.value, shareError: share?.standardError)
  }
}
