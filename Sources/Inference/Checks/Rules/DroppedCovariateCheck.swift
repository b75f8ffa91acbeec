internal import Diagnostics
package import Planning
internal import Statistics

/// Which covariates say nothing that others do not say?
///
/// - Note: Methods/adjusted-means, "Covariates".
package struct DroppedCovariateCheck: DataCheckRule {
  package static let name = "covariates left out"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    plan.metrics.indices.compactMap { index in
      let metric = plan.metrics[index]
      guard metric.hasCovariates else { return nil }
      let table = MetricTable(plan, index, summary.groups)
      let settings = AdjustmentSettings(slopes: metric.slopes)
      let dropped = table.moments.droppedCovariates(settings).map { plan.words(of: table.covariateNames[$0]) }
      guard !dropped.isEmpty else { return nil }
      let verb = dropped.count == 1 ? "is constant or determined by the others" : "are constant or determined by others"
      return DataCheck(
        name, .warning,
        "\(metric.name): \(dropped.joined(separator: ", ")) \(verb) and \(dropped.count == 1 ? "is" : "are") not used in the adjustment"
      )
    }
  }
}
