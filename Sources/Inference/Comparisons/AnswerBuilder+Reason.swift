internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

extension AnswerBuilder {
  /// Why a number is missing, in words that hold for the metric: a failure of its own, or that of the whole experiment.
  func reason(_ failure: NotEstimable?) -> String? { (failure ?? refusal).map(explanation) }

  /// Why an estimate is missing beside an interval that is known.
  func missingValue(_ failure: NotEstimable?) -> String? {
    guard failure == .liftUndefined else { return reason(failure) }
    return "the control's value is zero, so the relative difference has no finite value and its interval no upper end"
  }

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
    if reason == .identifiability, let horizonBeyondData { return horizonBeyondData }
    if reason == .identifiability { return "too few values lie beyond the requested \(what)" }
    if reason == .tooFew { return tooFew }
    if reason == .noVariation { return noVariation }
    if reason == .denominatorZero, metric.functional == .mean, metric.isClustered {
      return "one cluster has so many of the units of a variant that the variant's value has no standard error"
    }
    if reason == .emptyArm, draft.source.lacksValues { return "a variant has no unit with a usable value" }
    guard reason == .oneArmConstant else { return reason.explanation }
    return "every \(row) of one variant has the same \(value), which may be chance, so its spread is unknown"
  }

  private var row: String { draft.source.pairs != nil ? "pair" : metric.isClustered ? "cluster" : "unit" }
  private var value: String {
    metric.functional == .ratio || metric.isClustered || draft.source.pairs != nil ? "ratio" : "value"
  }

  /// What is asked for that too few values lie beyond.
  private var what: String { metric.quantile != nil ? "quantile" : draft.dose != nil ? "dose" : "time" }

  private var noVariation: String {
    if metric.survival != nil { return "no event tells the variants apart, so the sampling error cannot be estimated" }
    if draft.dose != nil { return "no unit deviates from the curve, so the sampling error cannot be estimated" }
    guard metric.cell == nil else {
      return "no cell differs from the others, so the sampling error cannot be estimated"
    }
    return "all \(row)s of a variant have the same \(value), so the sampling error cannot be estimated"
  }

  private var tooFew: String {
    if draft.dose != nil {
      return metric.isClustered
        ? "there are fewer than \(ClusterLimits.fewestOfCurve) clusters, too few to estimate the standard error of a curve"
        : "there are too few units to estimate the standard error of a curve"
    }
    let fewest = min(draft.estimate.counts.control, draft.estimate.counts.variant)
    if metric.cell != nil, fewest > 1 {
      return "units share values in fewer than \(CellClusters.fewestCells) cells, too few to estimate a standard error"
    }
    if metric.isClustered, fewest < metric.method.fewestClusters {
      return "a variant has fewer than \(metric.method.fewestClusters) clusters, too few to estimate a standard error"
    }
    guard fewest > 1 else { return NotEstimable.tooFew.explanation }
    if metric.test == .bootstrap {
      return "too few \(row)s: more than one in a hundred bootstrap draws leaves nothing to compare"
    }
    return metric.isClustered
      ? "all that a variant counts lies in one of its clusters, too few to estimate a standard error"
      : "a variant has too few units to estimate a standard error"
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
