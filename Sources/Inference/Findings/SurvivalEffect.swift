internal import Diagnostics
internal import Planning
public import Statistics
internal import Terms

/// What was seen of the units of each variant until their first event, and the survival curve that follows.
public struct SurvivalEffect: Sendable, Equatable {
  public struct Variant: Sendable, Equatable {
    public let name: String
    public let units: Int
    public let events: Int
    /// Units that were not watched to the horizon, without the event.
    public let censored: Int
    /// The longest time that a unit was watched; nil without units.
    public let watchedTo: Double?
    /// The first time by which the event happened to half of the units; nil where it did not.
    public let median: Double?
    /// The share without the event at evenly spaced times, as far as units were watched.
    public let curve: [Point]
  }

  public struct Point: Sendable, Equatable {
    public let time: Double
    public let survival: Double
    /// nil where no unit, or every unit, had the event by then.
    public let interval: Interval?
  }

  /// Whether two variants have one ratio of hazards at all times.
  public struct Proportionality: Sendable, Equatable {
    public let control: String
    public let variant: String
    /// χ² with one degree of freedom; nil where there is no test.
    public let statistic: Double?
    public let pValue: Double?
    /// Why there is none.
    public let reason: NotEstimable?
    /// Whether the data speak against one ratio.
    public let isRejected: Bool
    /// Whether the variant's hazard rises with time relative to the control's.
    public let rises: Bool
  }

  public let metric: String
  /// The unit in which times are counted: `days`.
  public let unit: String
  public let horizon: Double
  public let level: Double
  public let variants: [Variant]
  /// Of each comparison of a metric that is a hazard ratio; empty for others.
  public let proportionality: [Proportionality]

  private static let gridPoints = 15

  /// nil where a metric is no time to an event.
  init?(_ plan: AnalysisPlan, _ metric: PlannedMetric, _ summary: ExperimentSummary, at look: Look) {
    guard let survival = metric.survival, let tables = summary.survivals[survival] else { return nil }
    let time = survival.time
    self.metric = metric.name
    (unit, horizon, level) = (time.unit.name, time.end, metric.level)
    proportionality = Self.proportionality(plan, metric, tables)
    let boundary = try? look.boundary(.twoSided, level: metric.level)
    variants = zip(plan.variants, tables.variants).map { variant, table in
      let censored = table.entries.filter { $0.time < time.end }.reduce(0) { $0 + $1.censored }
      let curve = try? KaplanMeier(table)
      return Variant(
        name: variant.name, units: table.count, events: table.events, censored: censored,
        watchedTo: table.lastTime,
        median: curve?.steps.first { $0.survival <= 0.5 }?.time,
        curve: (0..<Self.gridPoints).compactMap { index in
          let at = time.end * Double(index) / Double(Self.gridPoints - 1)
          guard let point = try? curve?.survival(at: at) else { return nil }
          return Point(time: at, survival: point.value, interval: boundary.flatMap { try? point.interval($0) })
        })
    }
  }

  private static func proportionality(
    _ plan: AnalysisPlan, _ metric: PlannedMetric, _ tables: SurvivalTables
  ) -> [Proportionality] {
    guard case .hazards = metric.method else { return [] }
    let sample = HazardSample(strata: tables.strata)
    return plan.comparisons.map { comparison in
      switch sample.proportionality(comparison.contrast) {
      case .success(let test):
        Proportionality(
          control: comparison.control, variant: comparison.variant, statistic: test.statistic, pValue: test.pValue,
          reason: nil, isRejected: test.isRejected, rises: test.rises)
      case .failure(let reason):
        Proportionality(
          control: comparison.control, variant: comparison.variant, statistic: nil, pValue: nil, reason: reason,
          isRejected: false, rises: false)
      }
    }
  }
}
