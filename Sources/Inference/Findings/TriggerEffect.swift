internal import Diagnostics
internal import Planning
public import Statistics
internal import Terms

/// What a treatment that only triggered units can meet does to all exposed units, and to those that did not trigger: to the
/// latter it should do nothing.
public struct TriggerEffect: Sendable, Equatable {
  public struct Difference: Sendable, Equatable {
    public let value: Double
    /// nil where there is none, as where no value varies.
    public let interval: Interval?
    public let pValue: Double?
  }

  public let metric: String
  /// Whether differences are those of probabilities.
  public let isProbability: Bool
  public let control: String
  public let variant: String
  /// π: the triggered units of the metric over all of its units.
  public let share: Double
  /// Absolute, in the metric's unit.
  public let triggered: Difference?
  public let untriggered: Difference?
  /// Absolute, over all exposed units.
  public let all: Difference?
  /// (θ₁ − θ₀)/|θ₀| over all exposed units.
  public let lift: Difference?
  /// Why there is no effect on all units.
  public let reason: NotEstimable?

  /// nil where the metric is no average of units, or the comparison none of two variants.
  init?(_ draft: ComparisonDraft, _ plan: AnalysisPlan, _ summary: ExperimentSummary) {
    guard let others = summary.untriggered, let pair = draft.comparison.contrast.pair,
      let index = plan.metrics.firstIndex(where: { $0.name == draft.metric.name }),
      let method = draft.metric.methodOfAverages
    else { return nil }
    let moments = MetricTable(plan, index, summary.groups).moments
    let rest = MetricTable(plan, index, others.groups).moments.unadjusted
    let (inside, outside) = (Self.units(moments), Self.units(rest))
    guard inside + outside > 0 else { return nil }
    let boundary = Result { () throws(NotEstimable) in
      try draft.look.boundary(.twoSided, level: draft.metric.level)
    }
    func difference(_ estimate: Estimate, on estimand: Estimand = .absolute) -> Difference? {
      guard let value = try? estimate.value(on: estimand) else { return nil }
      return Difference(
        value: value, interval: try? estimate.interval(on: estimand, alternative: .twoSided, boundary.get()),
        pValue: try? estimate.test(.noDifference, on: estimand, alternative: .twoSided, boundary.get()).pValue)
    }
    metric = draft.metric.name
    isProbability = draft.metric.isProbability
    (control, variant) = (draft.comparison.control, draft.comparison.variant)
    share = Double(inside) / Double(inside + outside)
    triggered = difference(draft.estimate)
    untriggered = difference(method.estimate(rest, draft.comparison.contrast))
    do throws(NotEstimable) {
      let dilution = try Dilution(
        triggered: moments, untriggered: rest.arms.map(rest.pooled), functional: draft.metric.functional,
        settings: AdjustmentSettings(slopes: draft.metric.slopes), control: pair.control, variant: pair.variant)
      all = difference(dilution.estimate)
      lift = difference(dilution.estimate, on: .relative)
      reason = nil
    } catch {
      (all, lift, reason) = (nil, nil, error)
    }
  }

  private static func units(_ moments: StratifiedMoments) -> Int {
    moments.arms.reduce(0) { $0 + moments.pooled($1).count }
  }
}

extension PlannedMetric {
  /// How averages of units, or ratios of two, are compared: what is known of two groups is then known of both together.
  ///
  /// nil for other metrics: no part of a geometric mean, or of counts over many units, says what the whole does.
  var methodOfAverages: (any Estimator<StratifiedMoments>)? {
    cell == nil && !takesLogarithm && !readsAggregates ? method.ofMoments : nil
  }
}

/// Which units are analyzed, where that is not all exposed ones.
public struct TriggerSummary: Sendable, Equatable {
  /// The trigger in words.
  public let inWords: String
  /// The units of each variant: those that triggered, and all that were exposed.
  public let variants: [(name: String, triggered: Int, exposed: Int)]
  public let effects: [TriggerEffect]
  /// Metrics that are no averages of units, which therefore have no effect on all of them.
  public let undiluted: [String]

  init?(_ plan: AnalysisPlan, _ summary: ExperimentSummary, _ drafts: [ComparisonDraft]) {
    guard let trigger = plan.trigger, summary.untriggered != nil else { return nil }
    inWords = trigger.inWords
    variants = zip(plan.variants, zip(summary.exposure.units ?? [], summary.exposed ?? [])).map {
      ($0.name, $1.0, $1.1)
    }
    effects = drafts.compactMap { TriggerEffect($0, plan, summary) }
    undiluted = plan.metrics.filter { $0.methodOfAverages == nil }.map(\.name)
  }

  public static func == (left: TriggerSummary, right: TriggerSummary) -> Bool {
    left.inWords == right.inWords && left.variants.elementsEqual(right.variants, by: ==)
      && left.effects == right.effects && left.undiluted == right.undiluted
  }
}
