internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Does a metric's own condition keep as many units of one variant as of another? One that does not is an outcome itself, and what is
/// compared under it are different kinds of units.
///
/// - Note: P. R. Rosenbaum (1984), *JRSS A* 147, 656-666; Methods/data-checks, "Conditions of metrics".
package struct FilterCheck: DataCheckRule {
  package static let name = "condition of a metric"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard plan.header.isRandomized, plan.source.rows == .units, !plan.grouping.hasPhases else { return [] }
    let filtered = zip(plan.metrics, summary.cells).filter { $0.0.filterText != nil && !$0.0.isClustered }
    let treatments = plan.variants.indices.filter { $0 != plan.control }
    let error = plan.errors.quality / Double(max(1, filtered.count * treatments.count))
    return filtered.map { metric, cells in
      let units = cells.map { cell in (kept: cell.kept + cell.droppedByValue, all: cell.kept + cell.droppedInAll) }
      let tests = treatments.map { variant in
        (
          variant: variant,
          p: SplitTest(
            control: (units[plan.control].kept, units[plan.control].all),
            variant: (units[variant].kept, units[variant].all)
          ).pValue
        )
      }
      let worst = tests.min { $0.p < $1.p }
      let shares = zip(plan.variants, units).map { variant, units -> Phrase in
        "\(Share.percent(Double(units.kept) / Double(max(1, units.all)))) of \(variant.name)"
      }
      let isOutcome = (worst?.p ?? 1) < error
      return DataCheck(
        name, isOutcome ? .warning : .passed,
        isOutcome
          ? "\(metric.name): \(quoted(metric.filterText ?? "")) keeps \(shares.joined(separator: ", ")), so the condition is an outcome itself, and different kinds of units are compared; compare all units, or make the condition a metric"
          : "\(metric.name): \(quoted(metric.filterText ?? "")) keeps as many units of every variant as chance allows (\(shares.joined(separator: ", ")))",
        pValue: worst?.p)
    }
  }
}

extension MetricCell {
  /// Units that the condition of the metric keeps, and that lack a value.
  fileprivate var droppedByValue: Int { droppedInAll - dropped[.filtered, default: 0] }

  fileprivate var droppedInAll: Int { dropped.values.reduce(0, +) }
}
