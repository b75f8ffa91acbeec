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
  /// Guardrails with a margin, on one side or on both.
  let guardrails: [String]
  /// Those shown to be worse by less than the margin.
  let withinMargin: [String]
  /// The others.
  var openGuardrails: [String] { guardrails.filter { !withinMargin.contains($0) } }
  /// Primary and guardrail metrics that got worse at the share of the error for deterioration.
  let deteriorated: [String]
  /// Primary metrics without a valid test.
  let unanswered: [String]
  /// Whether every primary metric's interval ends below its planned effect.
  let hasNoBenefit: Bool

  init(_ plan: AnalysisPlan, _ rows: [ResultRow], _ risks: DecisionRisks) {
    func title(_ metric: PlannedMetric) -> String { metric.spec.title ?? metric.name }
    func difference(_ metric: PlannedMetric, _ estimand: Estimand? = nil) -> ResultRow? {
      rows.first {
        $0.metric == metric.name && $0.isOfDifference && (estimand == nil ? $0.isLeading : $0.estimand == estimand)
      }
    }
    let roles = DecisionRoles(plan)
    successes = roles.successes.map(title)
    /// The row whose p-value decides about the difference: that of another method, where one does.
    func deciding(_ metric: PlannedMetric) -> ResultRow? {
      let others = rows.filter { $0.metric == metric.name && $0.isCompanion }
      if let answered = others.first(where: { $0.verdict != nil }) { return answered }
      // Where another method is to decide and cannot, nothing does.
      let row = difference(metric)
      let isElsewhere = row?.warnings.contains { [.exactDecides, .randomizationDecides].contains($0) } ?? false
      return isElsewhere ? others.first { $0.status != nil } : row
    }
    improved = roles.successes.filter { metric in
      // A minimum effect has a row of its own; the difference carries the correction for several comparisons.
      let asked = rows.filter { $0.metric == metric.name && $0.hypothesis == .superiority && !$0.isOfDifference }
      let questions = asked.filter { !$0.isCompanion && $0.nullValue != $0.estimand.neutralValue }
      return ([deciding(metric)] + questions).allSatisfy { $0?.verdict == .better }
    }.map(title)
    unanswered = roles.successes.filter { deciding($0)?.pValue == nil }.map(title)
    guardrails = roles.guardrails.map(title)
    withinMargin = roles.guardrails.filter { metric in
      rows.contains { $0.metric == metric.name && [.nonInferior, .equivalent].contains($0.verdict) }
    }.map(title)
    deteriorated = roles.watched.filter { metric in
      guard let row = difference(metric), let decider = deciding(metric), let change = row.estimate,
        decider.status == nil
      else { return false }
      let isWorse = metric.spec.direction == .decrease ? change > 0 : change < 0
      // The other tail of an exact one-sided p-value is not one minus it: there the statistic's own tail serves.
      let p = row.alternative == .twoSided ? decider.pValue : row.pValue
      return isWorse && p.map { row.worseTail($0) < risks.alphaPerDeterioration } ?? false
    }.map(title)
    hasNoBenefit =
      !roles.successes.isEmpty
      && roles.successes.allSatisfy { metric in
        guard let effect = metric.spec.plannedEffect, let row = difference(metric, effect.estimand),
          let interval = row.interval, metric.spec.alternative == .twoSided
        else { return false }
        return metric.spec.direction == .decrease ? interval.lower > -effect.size : interval.upper < effect.size
      }
  }
}

extension ResultRow {
  /// The tail beyond the statistic, which lies on the bad side.
  fileprivate func worseTail(_ p: Double) -> Double { alternative == .twoSided ? p / 2 : 1 - p }
}

extension MetricSpec {
  /// The effect that the metric must reach to be worth anything: its minimum effect, or what was planned for.
  fileprivate var plannedEffect: Amount? {
    if case .minimumEffect(let amount) = question { amount } else { mde?.value }
  }
}
