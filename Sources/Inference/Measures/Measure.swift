internal import Planning
internal import Specification
internal import Statistics

/// How metrics of one type are compared, from what was read of them.
///
/// What is common to all averages of units is given here; a type says what it does otherwise, in one file, and has a line in
/// `Measures.all`.
protocol Measure: Sendable {
  /// Its words in a spec.
  associatedtype Words: Metric

  init(_ words: Words)

  /// How variants are compared, with the values that were read.
  func estimator(_ metric: PlannedMetric, _ summary: ExperimentSummary) -> any Estimator

  /// Every comparison of the metric.
  func drafts(_ source: DraftSource) -> [ComparisonDraft]

  /// The test of another method that decides about a comparison, or stands beside its own.
  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer?

  /// Whether the metric is an average of units, or a ratio of two: what is known of two groups is then known of both together.
  var isAverage: Bool { get }

  /// Whether it compares variants, of which a decision can be made.
  var comparesVariants: Bool { get }

  /// Clusters that a variant needs for a result.
  var fewestClusters: Int { get }

  /// A reason in the words of the type; nil where the common ones fit.
  func explanation(of reason: NotEstimable, _ draft: ComparisonDraft) -> String?
}

extension Measure {
  func estimator(_ metric: PlannedMetric, _ summary: ExperimentSummary) -> any Estimator {
    SharedEstimates.estimator(of: metric, summary) ?? metric.estimator
  }

  func drafts(_ source: DraftSource) -> [ComparisonDraft] {
    source.plan.comparisons.map { comparison in
      ComparisonDraft(source, comparison, source.moments, by: source.metric.estimator) { estimate in
        alternative(source, comparison, estimate)
      }
    }
  }

  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    source.rows.flatMap { CompanionAnswer.randomization($0, comparison, estimate) }
  }

  var isAverage: Bool { true }
  var comparesVariants: Bool { true }
  var fewestClusters: Int { CR2.fewestClusters }
  func explanation(of reason: NotEstimable, _ draft: ComparisonDraft) -> String? { nil }
}

/// What the comparisons of a metric are made of, in all units or in a segment.
struct DraftSource {
  let plan: AnalysisPlan
  let metric: PlannedMetric
  /// The moments of the metric, strata apart.
  let moments: StratifiedMoments
  /// The sums of the metric in each variant.
  let cells: [MetricCell]
  /// The rows of the metric; nil where there are sums alone.
  let rows: MetricRows?
  let look: Look
  /// The segment that is compared; nil for all units.
  let segment: SegmentKey?
}
