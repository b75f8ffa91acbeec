/// Every answer of an experiment, as a tree: metric, comparison, answers by scale, question, other methods.
package struct ExperimentResult: Sendable, Equatable {
  /// The name of the experiment.
  package let name: String
  /// The results of each metric in all units.
  package let metrics: [MetricResult]
  package let segments: [SegmentResult]

  /// Every comparison in all units, with its metric.
  package var comparisons: [(metric: ReportedMetric, comparison: ComparisonResult)] {
    metrics.flatMap { metric in metric.comparisons.map { (metric.metric, $0) } }
  }

  /// The tree as a table: all units first.
  var rows: [ResultRow] {
    rows(metrics, nil) + segments.flatMap { rows($0.metrics, $0.key) }
  }

  private func rows(_ metrics: [MetricResult], _ segment: SegmentKey?) -> [ResultRow] {
    metrics.flatMap { metric in
      metric.comparisons.flatMap { comparison in
        func row(_ answer: Answer, isCompanion: Bool = false) -> ResultRow {
          ResultRow(
            experiment: name, owner: metric.metric, segment: segment, control: comparison.control,
            variant: comparison.variant, answer: answer, isLeading: answer.estimand == comparison.leading.estimand,
            isCompanion: isCompanion)
        }
        return [row(comparison.leading)] + comparison.alternatives.map { row($0.answer, isCompanion: true) }
          + comparison.scales.dropFirst().map { row($0) } + (comparison.question.map { [row($0)] } ?? [])
      }
    }
  }
}
