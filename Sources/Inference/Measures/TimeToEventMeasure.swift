internal import Planning
internal import Specification
internal import Statistics

/// Times to events, compared by the curves of the variants or by their hazards.
struct TimeToEventMeasure: Measure {
  private let time: TimeToEvent

  init(_ words: TimeToEventMetric) { time = words.time }

  func estimator(_ metric: PlannedMetric, _ summary: ExperimentSummary) -> any Estimator {
    guard let tables = tables(metric, summary) else { return metric.estimator }
    return curves(metric)?.reading(tables.variants) ?? HazardComparison(strata: tables.strata)
  }

  private func tables(_ metric: PlannedMetric, _ summary: ExperimentSummary) -> SurvivalTables? {
    metric.survival.flatMap { summary.survivals[$0] }
  }

  private func curves(_ metric: PlannedMetric) -> SurvivalComparison? { metric.estimator as? SurvivalComparison }

  /// The log-rank test decides whether hazards differ: it is valid where their ratio is not the same at every time.
  func alternative(_ source: DraftSource, _ comparison: Comparison, _ estimate: Estimate) -> CompanionAnswer? {
    guard time.quantity == .hazardRatio else { return nil }
    return CompanionAnswer.logRank(source.metric, comparison.contrast, at: source.look)
  }

  var isAverage: Bool { false }

  var fewestClusters: Int { CompanionAnswer.fewClusters }

  /// Why a horizon is beyond what is known.
  func explanation(of reason: NotEstimable, _ draft: ComparisonDraft) -> String? {
    guard reason == .identifiability, let tables = curves(draft.metric)?.tables,
      let last = RestrictedMean.latestHorizon(tables)
    else { return nil }
    let days = (last * 100).rounded(.down) / 100
    return
      "units of a variant were followed for at most \(days) \(time.unit.name), which is less than the horizon of \(time.horizon.text)"
  }
}
