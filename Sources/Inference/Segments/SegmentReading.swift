package import Planning

/// What was read of the units of one segment, for the metrics that more than sums are needed of.
package struct SegmentReading: Sendable {
  let segment: SegmentValue
  let plan: AnalysisPlan
  let summary: ExperimentSummary
  let sample: RowSample

  /// - Parameter plan: of the segment alone.
  package init(segment: SegmentValue, plan: AnalysisPlan, summary: ExperimentSummary, sample: RowSample) {
    self.segment = segment
    self.plan = plan
    self.summary = summary
    self.sample = sample
  }

  /// Segments beyond which values are not read one by one.
  package static let mostSegments = 100

  /// The segments whose units are read; none where no metric needs it, or where there are too many.
  package static func needed(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [SegmentValue] {
    guard plan.metrics.contains(where: \.isReadBySegment) else { return [] }
    let all = zip(plan.grouping.segments, summary.segments).flatMap { attribute, values in
      values.map { SegmentValue(attribute: attribute, value: $0.value) }
    }
    return all.count <= mostSegments ? all : []
  }
}
