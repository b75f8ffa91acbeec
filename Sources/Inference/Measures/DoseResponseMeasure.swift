internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

/// Curves of an outcome over doses, along which two doses are compared instead of variants.
struct DoseResponseMeasure: Measure {
  private let words: DoseResponseMetric

  init(_ words: DoseResponseMetric) { self.words = words }

  func drafts(_ source: DraftSource) -> [ComparisonDraft] {
    guard let rows = source.rows else { return [] }
    let response = words.response
    let question = DoseQuestion(
      name: response.column?.value ?? "dose", hasColumn: response.column != nil, from: response.from, to: response.to,
      model: response.model.rawValue, isTrend: response.model == .trend, method: words.method)
    let fit = DoseFit(question, rows, source.cells)
    return [ComparisonDraft(source.metric, fit, at: source.look)]
  }

  var isAverage: Bool { false }

  /// A comparison of doses says nothing of one variant.
  var comparesVariants: Bool { false }

  func explanation(of reason: NotEstimable, _ draft: ComparisonDraft) -> String? {
    guard reason == .tooFew, draft.metric.isClustered else { return nil }
    return "there are fewer than \(DoseFit.fewestClusters) clusters, too few to estimate the standard error of a curve"
  }
}
