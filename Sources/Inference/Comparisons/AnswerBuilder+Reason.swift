internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

extension AnswerBuilder {
  /// Why a number is missing, in words: a failure of its own, or that of the whole experiment.
  func reason(_ failure: NotEstimable?) -> String? { (failure ?? refusal).map(explanation) }

  /// Why nothing is concluded from numbers that are shown, in words.
  func reason(_ thin: ThinArm) -> String {
    let arm = thin.side == .control ? draft.comparison.control : draft.comparison.variant
    guard thin.effectiveUnits > 0 else {
      return "every unit of \(arm) has the same value, while others differ widely; collect more units"
    }
    let units = Int(max(1, thin.effectiveUnits.rounded()))
    return
      "\(arm) rests on about \(units) unit\(units == 1 ? "" : "s"), and its values are spread more unevenly than the other variant's; collect more units, or use a capped metric"
  }

  private func explanation(_ reason: NotEstimable) -> String {
    if reason == .identifiability, let text = horizonBeyondData { return text }
    guard reason == .tooFew else { return reason.explanation }
    if draft.dose != nil, metric.isClustered {
      return
        "there are fewer than \(ClusterLimits.fewestOfCurve) clusters, too few to estimate the standard error of a curve"
    }
    let fewest = min(draft.estimate.counts.control, draft.estimate.counts.variant)
    if metric.cell != nil, fewest > 1 {
      return "units share values in fewer than \(CellClusters.fewestCells) cells, too few to estimate a standard error"
    }
    if metric.isClustered, fewest < metric.method.fewestClusters {
      return "a variant has fewer than \(metric.method.fewestClusters) clusters, too few to estimate a standard error"
    }
    guard metric.test == .bootstrap, fewest > 1 else { return reason.explanation }
    return "too few units: more than one in a hundred bootstrap draws leaves nothing to compare"
  }

  /// Why a curve is not known up to its horizon.
  private var horizonBeyondData: String? {
    guard case .curves = metric.method, let time = metric.survival?.time,
      let tables = draft.source.seen.curves?.variants,
      let last = RestrictedMean.latestHorizon(tables)
    else { return nil }
    let days = (last * 100).rounded(.down) / 100
    return
      "units of a variant were followed for at most \(days) \(time.unit.name), which is less than the horizon of \(time.horizon.text)"
  }
}
