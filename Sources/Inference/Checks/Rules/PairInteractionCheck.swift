internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Do independent trials show the same effect on all days? Where not, something of a variant's own happened on some of them, and the
/// trials may not be independent.
///
/// - Note: Methods/proportions, "Rows of aggregates".
package struct PairInteractionCheck: DataCheckRule {
  package static let name = "effect by pair of rows"
  private static let alpha = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard let column = plan.stratifyingPair, let key = plan.grouping.keys.firstIndex(of: column) else { return [] }
    let values = unique(summary.groups.map { $0.keys[key] })
    return plan.metrics.indices.flatMap { index -> [DataCheck] in
      plan.variants.indices.filter { $0 != plan.control && plan.metrics[index].aggregateForm == .counts }.compactMap {
        variant in
        let tables = values.map { value -> ScoreCounts? in
          let groups = summary.groups.filter { $0.keys[key] == value }.map { $0.cells[index].map(\.moments) }
          func sum(_ arm: Int) -> Moments { groups.dropFirst().reduce(groups[0][arm]) { $0 + $1[arm] } }
          return try? ScoreCounts(control: sum(plan.control), variant: sum(variant))
        }
        guard let test = BreslowDay(tables, seed: plan.seed) else { return nil }
        let isFound = test.pValue < alpha
        let name = plan.variants[variant].name
        return DataCheck(
          Self.name, isFound ? .warning : .passed,
          isFound
            ? "\(plan.metrics[index].name): the effect of \(name) differs between the values of \(column) by more than chance allows, so that trials may not be independent: leave \(quoted("trials")) out to compare pairs"
            : "\(plan.metrics[index].name): the effect of \(name) is the same for all values of \(column) as far as chance tells",
          pValue: test.pValue)
      }
    }
  }
}
