internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// A funnel as a whole: how far the units of each variant went, how long they took, and how its steps make up the ratio end
/// to end.
public struct FunnelEffect: Sendable, Equatable {
  /// What was counted at one step in one variant; it describes, for those who reach a step differ between the variants.
  public struct Passage: Sendable, Equatable {
    public let variant: String
    /// Units of the variant.
    public let exposed: Int
    /// Units that reached the step before; all of them for the first step.
    public let before: Int
    public let reached: Int
    /// Seconds from the time at which a unit first had reached the step before, or from exposure, to the time at which it
    /// first had reached this one: the least time within which half of those came who came at all.
    public let median: Double?
    /// The least time within which nine in ten of those came.
    public let ninetieth: Double?

    /// Units that reached the step before and not this one.
    public var stopped: Int { before - reached }
  }

  public struct Step: Sendable, Equatable {
    public let name: String
    /// The metric that is the reach of the step.
    public let metric: String
    /// One per variant, as they were counted, before any adjustment.
    public let passages: [Passage]
  }

  public let name: String
  public let isClustered: Bool
  public let steps: [Step]
  /// One per comparison.
  public let lifts: [FunnelLift]

  static func all(_ plan: AnalysisPlan, _ summary: ExperimentSummary, at look: Look, isValid: Bool) -> [FunnelEffect] {
    plan.funnels.indices.map { FunnelEffect(plan, $0, summary, at: look, isValid: isValid) }
  }

  /// - Parameter isValid: whether the checks of the data leave room for a statement about the total.
  private init(_ plan: AnalysisPlan, _ index: Int, _ summary: ExperimentSummary, at look: Look, isValid: Bool) {
    let funnel = plan.funnels[index]
    let table = MetricTable(plan, plan.metrics.count + index, summary.groups).moments
    name = funnel.name
    isClustered = funnel.steps.isClustered
    let counts = table.arms.map { Self.counts(table.pooled($0), funnel) }
    steps = zip(funnel.term.steps, funnel.metrics).enumerated().map { position, step in
      let passages = plan.variants.enumerated().map { arm, variant in
        let time = summary.events.flatMap { _ in summary.funnelTimes[index]?[arm][position] }
        return Passage(
          variant: variant.name, exposed: counts[arm][0], before: counts[arm][position],
          reached: counts[arm][position + 1], median: time?.median.map(Self.seconds),
          ninetieth: time?.ninetieth.map(Self.seconds))
      }
      return Step(name: step.0.name, metric: plan.metrics[step.1].name, passages: passages)
    }
    lifts = plan.comparisons.map { FunnelLift(funnel, $0, table, counts, plan, at: look, isValid: isValid) }
  }

  /// [exposed, reach₁, …, reach_J], in units.
  private static func counts(_ cell: Moments, _ funnel: PlannedFunnel) -> [Int] {
    let totals = (0..<cell.dimension).map { Int((cell.mean[$0] * Double(cell.count)).rounded()) }
    let steps = funnel.term.steps.count
    return funnel.steps.isClustered ? Array(totals[0...steps]) : [cell.count] + totals[0..<steps]
  }

  private static func seconds(_ microseconds: Int64) -> Double { Double(microseconds) / 1e6 }
}
