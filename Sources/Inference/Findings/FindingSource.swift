internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// What findings are made of: the plan, what was read, and what was made of it.
package struct FindingSource {
  let plan: AnalysisPlan
  let summary: ExperimentSummary
  /// The moments of each metric of the plan.
  let tables: [StratifiedMoments]
  /// Every metric on every comparison, in all units.
  let drafts: [ComparisonDraft]
  /// The comparisons in segments.
  let segmentDrafts: [ComparisonDraft]
  let results: ExperimentResult
  /// What boundaries are asked of.
  let look: Look
  /// The results by another rule for units in several variants; nil where the spec names none.
  let beside: (rule: CrossingRule, results: ExperimentResult)?
  /// Whether the checks of the data leave room for statements about effects.
  let isTrusted: Bool

  var isRandomized: Bool { plan.header.isRandomized }

  /// The titles of metrics, by their names.
  var titles: MetricTitles {
    MetricTitles(titles: results.metrics.reduce(into: [:]) { $0[$1.metric.name] = $1.metric.title })
  }
}

/// What a reader calls each metric.
struct MetricTitles: Sendable {
  fileprivate let titles: [String: String]

  subscript(metric: String) -> String { titles[metric] ?? metric }
}

extension ExperimentHeader {
  /// What a relative difference is called: without randomization it is no lift.
  package var titleForLift: String { isRandomized ? "Lift" : "Relative difference" }
}
