internal import Diagnostics
internal import Planning
internal import Statistics

extension ExperimentResult {
  /// - Parameters:
  ///   - drafts: metric by metric, first in all units, then segment by segment.
  ///   - comparisons: what each draft came to.
  init(
    _ plan: AnalysisPlan, _ summary: ExperimentSummary, _ drafts: [ComparisonDraft], _ comparisons: [ComparisonResult]
  ) {
    name = plan.header.name
    let cells = Dictionary(
      zip(plan.metrics.map(\.name), summary.cells), uniquingKeysWith: { first, _ in first })
    let runs = Array(zip(drafts, comparisons)).runs { $0.0.segment == $1.0.segment }
    func metrics(_ run: [(draft: ComparisonDraft, result: ComparisonResult)]) -> [MetricResult] {
      run.runs { $0.draft.metric.name == $1.draft.metric.name }.map { own in
        let metric = own[0].draft.metric
        return MetricResult(
          metric: ReportedMetric(
            plan, own[0].draft,
            MethodCard(plan, metric, cells[metric.name] ?? [], isPaired: own[0].draft.source.pairs != nil)),
          comparisons: own.map(\.result))
      }
    }
    self.metrics = runs.filter { $0[0].0.segment == nil }.flatMap(metrics)
    segments = runs.compactMap { run in run[0].0.segment.map { SegmentResult(key: $0, metrics: metrics(run)) } }
  }
}

extension ReportedMetric {
  fileprivate init(_ plan: AnalysisPlan, _ draft: ComparisonDraft, _ method: MethodCard) {
    let metric = draft.metric
    (name, title) = (metric.name, metric.title)
    type = metric.type
    role = metric.role
    isCapped = metric.hasCap
    isProbability = metric.isProbability
    isLogarithm = metric.takesLogarithm
    isReturn = metric.shift != 0
    comparesDoses = draft.dose != nil
    isCausal = plan.header.isRandomized && !(draft.dose?.isAssociation ?? false)
    self.method = method
  }
}

extension Array {
  /// The longest stretches of neighbors that belong together; none is empty.
  fileprivate func runs(_ belong: (Element, Element) -> Bool) -> [[Element]] {
    reduce(into: []) { runs, element in
      if let last = runs.last?.last, belong(last, element) {
        runs[runs.count - 1].append(element)
      } else {
        runs.append([element])
      }
    }
  }
}
