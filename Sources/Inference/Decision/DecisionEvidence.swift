internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

/// What the results of one treatment say to the decision rule, metric by metric.
///
/// A metric without a valid test counts as not improved, not within its margin and not worse.
struct DecisionEvidence {
  /// Primary metrics.
  let successes: [String]
  /// Those that improved, after the family's correction.
  let improved: [String]
  /// Guardrails with a margin.
  let guardrails: [String]
  /// Those shown to be worse by less than the margin.
  let withinMargin: [String]
  /// Primary and guardrail metrics that got worse at the share of the error for deterioration.
  let deteriorated: [String]
  /// Primary metrics without a valid test.
  let unanswered: [String]
  /// Whether every primary metric's interval ends below its planned effect.
  let hasNoBenefit: Bool

  init(_ plan: AnalysisPlan, _ rows: [ResultRow], _ risks: DecisionRisks) {
    func title(_ metric: PlannedMetric) -> String { metric.spec.title ?? metric.name }
    func difference(_ metric: PlannedMetric, _ estimand: Estimand = .absolute) -> ResultRow? {
      rows.first { $0.metric == metric.name && $0.estimand == estimand && $0.isOfDifference }
    }
    let primary = plan.metrics.filter { $0.spec.role == .primary && $0.spec.direction != .neutral }
    let watched = plan.metrics.filter { $0.spec.role == .guardrail && $0.spec.direction != .neutral }
    let limited = watched.filter { $0.spec.question.hypothesis == .nonInferiority }
    successes = primary.map(title)
    improved = primary.filter { metric in
      // A minimum effect has a row of its own, the last of its kind.
      rows.last { $0.metric == metric.name && $0.hypothesis == .superiority && $0.isDeciding && !$0.isCompanion }?
        .verdict
        == .better
    }.map(title)
    unanswered = primary.filter { difference($0)?.pValue == nil }.map(title)
    guardrails = limited.map(title)
    withinMargin = limited.filter { metric in
      rows.contains { $0.metric == metric.name && $0.verdict == .nonInferior }
    }.map(title)
    deteriorated = (primary + watched).filter { metric in
      guard let row = difference(metric), let statistic = row.statistic, row.status == nil else { return false }
      let isWorse = metric.spec.direction == .decrease ? statistic > 0 : statistic < 0
      return isWorse && row.oneSidedP(isWorse) < risks.alphaPerDeterioration
    }.map(title)
    hasNoBenefit =
      !primary.isEmpty
      && primary.allSatisfy { metric in
        guard let effect = metric.spec.plannedEffect, let row = difference(metric, effect.estimand),
          let interval = row.interval, metric.spec.alternative == .twoSided
        else { return false }
        return metric.spec.direction == .decrease ? interval.lower > -effect.size : interval.upper < effect.size
      }
  }
}

extension ResultRow {
  /// Whether the row is the one that a decision reads: the difference itself, or its comparison with a minimum effect.
  fileprivate var isDeciding: Bool { !isOfDifference || estimand == .absolute }

  /// The tail beyond the statistic, on the side that it is on.
  fileprivate func oneSidedP(_ isWorse: Bool) -> Double {
    guard let pValue else { return 1 }
    guard alternative == .twoSided else { return 1 - pValue }
    return pValue / 2
  }
}

extension MetricSpec {
  /// The effect that the metric must reach to be worth anything: its minimum effect, or what was planned for.
  fileprivate var plannedEffect: Amount? {
    if case .minimumEffect(let amount) = question { amount } else { mde?.value }
  }
}
