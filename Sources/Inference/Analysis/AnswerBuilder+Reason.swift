internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

extension AnswerBuilder {
  /// Why a number is missing, in words: a failure of its own, or that of the whole experiment.
  func reason(_ failure: NotEstimable?) -> String? { (failure ?? refusal).map(explanation) }

  private func explanation(_ reason: NotEstimable) -> String {
    if reason == .identifiability, let text = metric.shortFollowUp { return text }
    guard reason == .tooFew else { return reason.explanation }
    if draft.dose != nil, metric.isClustered {
      return "there are fewer than \(DoseFit.fewestClusters) clusters, which say too little about chance along a curve"
    }
    let fewest = min(draft.estimate.counts.control, draft.estimate.counts.variant)
    if metric.cell != nil, fewest > 1 {
      return "units share values in fewer than \(CellClusters.fewestCells) cells, which say too little about chance"
    }
    if metric.isClustered, fewest < metric.fewestClusters {
      return "a variant has fewer than \(metric.fewestClusters) clusters, which say too little about chance"
    }
    guard metric.spec.test == .bootstrap, fewest > 1 else { return reason.explanation }
    return "too few units: more than one in a hundred draws of them again leaves nothing to compare"
  }
}

extension PlannedMetric {
  /// Why a horizon is beyond what is known, where the metric is a time to an event that was read.
  fileprivate var shortFollowUp: String? {
    guard let tables = (estimator as? SurvivalComparison)?.tables, let time = survival?.time,
      let last = RestrictedMean.latestHorizon(tables)
    else { return nil }
    let days = (last * 100).rounded(.down) / 100
    return
      "units of a variant were watched for at most \(days) \(time.unit.name), which is less than the horizon of \(time.horizon.text)"
  }
}
