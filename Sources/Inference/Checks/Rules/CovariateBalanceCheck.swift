internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Did the variants differ before exposure? Then the assignment is broken, or a covariate was measured too late.
///
/// - Note: Methods/adjusted-means, "Balance".
package struct CovariateBalanceCheck: DataCheckRule {
  package static let name = "covariate balance"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    plan.metrics.indices.compactMap { index in
      guard plan.metrics[index].hasCovariates else { return nil }
      let moments = MetricTable(plan, index, summary.groups).moments
      let control = plan.control
      let tests = plan.variants.indices.filter { $0 != control }.compactMap { variant in
        CovariateBalance(moments, control: control, variant: variant).map { (variant: variant, test: $0) }
      }
      guard let worst = tests.min(by: { $0.test.pValue < $1.test.pValue }) else { return nil }
      let isImbalanced = worst.test.pValue < CovariateBalance.threshold
      let metric = plan.metrics[index]
      let earlier = metric.earlier.map { "itself in the \($0.text) before exposure" }
      let columns = metric.covariates.map { quoted($0.value) } + earlier
      let (names, differ) = (columns.joined(separator: ", "), columns.count == 1 ? "differs" : "differ")
      let variant = plan.variants[worst.variant].name
      return DataCheck(
        name, isImbalanced ? .warning : .passed,
        isImbalanced
          ? "\(plan.metrics[index].name): \(names) \(differ) between \(plan.variants[control].name) and \(variant) by more than chance allows: the assignment may be broken, or a covariate may have been measured after exposure"
          : "\(plan.metrics[index].name): \(names) \(differ) between the variants by no more than chance allows",
        pValue: worst.test.pValue, statistic: worst.test.statistic)
    }
  }
}
