internal import Planning
internal import SummarySQL

/// What was read of the units of one segment, for the metrics that more than sums are needed of.
struct SegmentSample {
  let segment: SegmentValue
  let plan: AnalysisPlan
  let summary: ExperimentSummary
  let sample: RowSample

  init(_ segment: SegmentValue, _ answers: Answers) {
    let scope = Scope.segment(segment)
    self.segment = segment
    plan = answers[ScopedPlan(scope)]
    summary = answers.summary(of: scope)
    sample = answers[AnalysisRows(scope)]
  }
}
