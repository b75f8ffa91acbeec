internal import Diagnostics
package import Planning
internal import Statistics

/// Did the units whose windows are over arrive in the declared proportions, too? That depends on the time of exposure alone.
///
/// - Note: Methods/retention, "Sample ratio".
package struct MatureRatioCheck: DataCheckRule {
  package static let name = "sample ratio of complete windows"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    var seen = Set<String>()
    return plan.metrics.enumerated().compactMap { index, metric in
      guard let window = metric.population.maturity, seen.insert(window).inserted else { return nil }
      let cells = summary.cells[index]
      let observed = zip(summary.exposure.units ?? [], cells).map { $0 - $1.dropped[.immature, default: 0] }
      let immature = cells.reduce(0) { $0 + $1.dropped[.immature, default: 0] }
      // With a filter of its own, the reason of a unit outside it is another one.
      guard immature > 0, metric.population.filter == nil, !metric.isClustered else { return nil }
      return check(metric, observed, plan)
    }
  }

  private static func check(_ metric: PlannedMetric, _ observed: [Int], _ plan: AnalysisPlan) -> DataCheck? {
    let counts = zip(plan.variants, observed).map { (name: $0.name, count: $1) }
    let weights = plan.variants.map(\.weight)
    guard let test = SampleRatio(observed: observed, weights: weights, seed: plan.seed) else {
      return DataCheck(
        name, .warning, "\(metric.name): no unit's window is complete at the end of the data", counts: counts)
    }
    // The gate is that of the days; a window that is complete is a day of exposure that is early enough.
    let isMismatch = test.pValue < plan.errors.quality
    return DataCheck(
      name, isMismatch ? .warning : .passed,
      isMismatch
        ? "\(metric.name): the units with complete windows did not arrive in the declared proportions"
        : "\(metric.name): the units with complete windows arrived in the declared proportions",
      pValue: test.pValue, statistic: test.statistic, counts: counts)
  }
}
