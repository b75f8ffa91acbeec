internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

extension AnswerBuilder {
  /// Why a number is missing, in words: a failure of its own, or that of the whole experiment.
  func reason(_ failure: NotEstimable?) -> String? { (failure ?? refusal).map(explanation) }

  private func explanation(_ reason: NotEstimable) -> String {
    if let text = metric.measure.explanation(of: reason, draft) { return text }
    guard reason == .tooFew else { return reason.explanation }
    let fewest = min(draft.estimate.counts.control, draft.estimate.counts.variant)
    if metric.cell != nil, fewest > 1 {
      return "units share values in fewer than \(CellClusters.fewestCells) cells, too few to estimate a standard error"
    }
    if metric.isClustered, fewest < metric.measure.fewestClusters {
      return "a variant has fewer than \(metric.measure.fewestClusters) clusters, too few to estimate a standard error"
    }
    guard metric.spec.test == .bootstrap, fewest > 1 else { return reason.explanation }
    return "too few units: more than one in a hundred bootstrap draws leaves nothing to compare"
  }
}
