internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Has every primary metric and guardrail units in each variant? What is empty decides nothing.
package struct EmptyCheck: DataCheckRule {
  package static let name = "units of each variant"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    let control = plan.control
    let treatments = plan.variants.indices.filter { $0 != control }
    var empty: [DataCheck] = []
    for (index, metric) in plan.metrics.enumerated()
    where metric.method.comparesVariants && (metric.role == .primary || metric.role == .guardrail) {
      let cells = summary.cells[index]
      // What no variant has was never measured, which is no matter of the assignment.
      guard cells.contains(where: { $0.kept > 0 }) else { continue }
      empty += plan.variants.indices.filter { cells[$0].kept == 0 }.map {
        check("\(metric.name) could not be measured in \(plan.variants[$0].name): \(why(cells[$0]))", of: $0, plan)
      }
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
