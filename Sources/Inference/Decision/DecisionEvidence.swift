internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// What the results of one treatment say to the decision rule, metric by metric.
///
/// A metric without a valid test counts as not improved, not within its margin and not worse.
struct DecisionEvidence {
  /// Primary metrics.
  let successes: [String]
  /// Primary metrics that improved, after the family's correction.
  let improved: [String]
  /// Guardrails with a margin, on one side or on both.
  let guardrails: [String]
  /// Guardrails that were shown to be worse by less than the margin.
  let withinMargin: [String]
  /// Guardrails that were not shown to lie within the margin.
  var openGuardrails: [String] { guardrails.filter { !withinMargin.contains($0) } }
  /// Primary and guardrail metrics that got worse at the share of the error for deterioration.
  let deteriorated: [String]
  /// Primary metrics without a valid test.
  let unanswered: [String]
  /// Whether every primary metric's interval ends below its planned effect.
  let hasNoBenefit: Bool

  init(_ plan: AnalysisPlan, _ compared: Comparison, _ results: ExperimentResult, _ risks: DecisionRisks) {
    func title(_ metric: PlannedMetric) -> String { metric.title }
    let own = Dictionary(
      results.metrics.compactMap { metric in
        metric.comparison(of: compared.variant, with: compared.control).map { (metric.metric.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    func comparison(_ metric: PlannedMetric) -> ComparisonResult? { own[metric.name] }
    let roles = DecisionRoles(plan)
    successes = roles.successes.map(title)
    improved = roles.successes.filter { metric in
      // A minimum effect is a question of its own; the difference carries the correction for several comparisons.
      let own = comparison(metric)
      let question = own?.question.flatMap { $0.test.hypothesis == .superiority ? $0 : nil }
      return own?.deciding?.verdict == .better && question.map { $0.verdict == .better } ?? true
    }.map(title)
    unanswered = roles.successes.filter { comparison($0)?.deciding?.pValue == nil }.map(title)
    guardrails = roles.guardrails.map(title)
    withinMargin = roles.guardrails.filter { metric in
      [.nonInferior, .equivalent].contains(comparison(metric)?.question?.verdict)
    }.map(title)
    deteriorated = roles.watched.filter { metric in
      guard let own = comparison(metric), let decider = own.deciding, let change = own.leading.estimate,
        decider.status == nil
      else { return false }
      let isWorse = metric.direction == .decrease ? change > 0 : change < 0
      // The other tail of an exact one-sided p-value is not one minus it: there the statistic's own tail serves.
      let isTwoSided = own.leading.test.alternative == .twoSided
      let p = (isTwoSided ? decider.pValue : own.leading.pValue).map { isTwoSided ? $0 / 2 : 1 - $0 }
      return isWorse && p.map { $0 < risks.alphaPerDeterioration } ?? false
    }.map(title)
    hasNoBenefit =
      !roles.successes.isEmpty
      && roles.successes.allSatisfy { metric in
        guard let effect = metric.worthwhileEffect,
          let interval = comparison(metric)?[effect.estimand]?.interval, metric.alternative == .twoSided
        else { return false }
        return metric.direction == .decrease ? interval.lower > -effect.size : interval.upper < effect.size
      }
  }
}
