internal import Planning
internal import Statistics

extension AnswerBuilder {
  /// Metric, variance reduction, unit of analysis, interval, design: what was done, in that order.
  func path(_ method: String) -> String {
    let change = metric.takesLogarithm ? "(log)" : metric.hasCap ? "(capped)" : ""
    return [
      metric.type + change, adjustment, draft.source.unitWord,
      method, look.design.name,
    ].joined(separator: "|")
  }

  /// The estimate's method, as the path names it on a scale.
  func ownMethod(_ estimand: Estimand) -> String {
    let isFieller =
      switch draft.estimate.evidence {
      case .success(.scoreCounts), .success(.pooledShape): false
      case .success, .failure: draft.estimate.method != CR2.key
      }
    return estimand == .relative && metric.invertsByFieller && isFieller ? "fieller" : draft.estimate.method
  }

  /// `none`, `lin(k=2)`, `ancova(k=1)+strata(4)`.
  private var adjustment: String {
    let explaining = metric.covariates.count + metric.earlier.count + plan.grouping.strata
    if draft.dose != nil, explaining > 0 { return "covariates(\(explaining))" }
    guard let used = draft.estimate.adjustment else { return "none" }
    let name =
      switch used.slopes {
      case .arm: "lin"
      case .common: "ancova"
      case .armStratum: "lin-by-stratum"
      }
    let parts =
      (used.covariates > 0 ? ["\(name)(k=\(used.covariates))"] : [])
      + (used.strata > 1 ? ["strata(\(used.strata))"] : [])
    return parts.joined(separator: "+")
  }
}
