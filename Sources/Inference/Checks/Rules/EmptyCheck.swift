internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Has every metric units in each variant? Without a reason in the spec what is empty is an error (`EmptyFaults`).
package struct EmptyCheck: DataCheckRule {
  package static let name = "units of each variant"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    let control = plan.control
    let treatments = plan.variants.indices.filter { $0 != control }
    var empty: [DataCheck] = []
    for (index, metric) in plan.metrics.enumerated() where metric.method.comparesVariants {
      let cells = summary.cells[index]
      // What no variant has was never measured, which is no matter of the assignment.
      guard cells.contains(where: { $0.kept > 0 && !$0.hasNoTrials(of: metric) }) else { continue }
      empty += plan.variants.indices.filter { cells[$0].kept == 0 || cells[$0].hasNoTrials(of: metric) }.map {
        check("\(metric.name) could not be measured in \(plan.variants[$0].name): \(why(cells[$0]))", of: $0, plan)
      }
    }
    empty += (summary.events?.facts ?? []).compactMap { ledger in
      guard ledger.read == 0 || ledger.isForeign else { return nil }
      return DataCheck(
        name, .failed,
        ledger.read == 0
          ? "the fact \(ledger.fact) has no rows" : "no event of the fact \(ledger.fact) belongs to a unit of the data",
        gate: .empty)
    }
    guard empty.isEmpty else { return empty }
    return treatments.isEmpty ? [] : [DataCheck(name, .passed, "every variant has units", gate: .empty)]
  }

  private static func check(_ finding: Phrase, of variant: Int, _ plan: AnalysisPlan) -> DataCheck {
    DataCheck(
      name, .failed, finding, gate: .empty, variant: variant == plan.control ? nil : plan.variants[variant].name)
  }

  private static func why(_ cell: MetricCell) -> String {
    let reasons = DropReason.allCases.filter { cell.dropped[$0, default: 0] > 0 }.map(\.rawValue)
    return reasons.isEmpty ? "no row is left" : "all values are \(reasons.joined(separator: " or "))"
  }
}
