internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

extension ExperimentResult {
  /// - Parameters:
  ///   - drafts: metric by metric, first in all units, then segment by segment.
  ///   - comparisons: what each draft came to.
  init(_ plan: AnalysisPlan, _ drafts: [ComparisonDraft], _ comparisons: [ComparisonResult]) {
    name = plan.spec.name.value
    let all = Array(zip(drafts, comparisons))
    let runs = all.runs { $0.0.segment == $1.0.segment }
    metrics = runs.filter { $0[0].0.segment == nil }.flatMap { Self.metrics(plan, $0) }
    segments = runs.compactMap { run in
      run[0].0.segment.map { SegmentResult(key: $0, metrics: Self.metrics(plan, run)) }
    }
  }

  private static func metrics(
    _ plan: AnalysisPlan, _ drafts: [(draft: ComparisonDraft, result: ComparisonResult)]
  ) -> [MetricResult] {
    drafts.runs { $0.draft.metric.name == $1.draft.metric.name }.map { run in
      MetricResult(metric: ReportedMetric(plan, run[0].draft), comparisons: run.map(\.result))
    }
  }
}

extension ReportedMetric {
  fileprivate init(_ plan: AnalysisPlan, _ draft: ComparisonDraft) {
    let spec = draft.metric.spec
    name = draft.metric.name
    title = spec.title ?? draft.metric.name
    type = spec.type
    role = spec.role
    isProbability = spec.metric.isProbability
    isLogarithm = spec.metric.takesLogarithm
    isReturn = spec.metric.shift != 0
    comparesDoses = draft.dose != nil
    isCausal = plan.spec.randomized && !(draft.dose?.isAssociation ?? false)
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
