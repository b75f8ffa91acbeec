internal import Diagnostics
package import Planning
internal import Terms

/// Which rows of events or counts did not enter the sums, and why.
package struct DroppedRowsCheck: DataCheckRule {
  package static let name = "rows left out"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard plan.source.rows == .aggregates || plan.source.sumsRows else { return [] }
    return zip(plan.metrics, summary.cells).compactMap { metric, cells in
      let dropped = cells.map { plan.source.sumsRows ? $0.droppedRows : $0.dropped }
      let reasons = DropReason.allCases.compactMap { reason -> (name: String, count: Int)? in
        let count = dropped.reduce(0) { $0 + $1[reason, default: 0] }
        return count > 0 && reason != .filtered ? (reason.rawValue, count) : nil
      }
      guard !reasons.isEmpty else { return nil }
      let total = reasons.reduce(0) { $0 + $1.count }
      // A blank says that nothing is known; anything else says that something is wrong.
      let isBlankOnly = reasons.allSatisfy { $0.name == DropReason.missing.rawValue }
      let kinds = reasons.map { reason -> Phrase in
        let shown = DropReason(rawValue: reason.name).flatMap { summary.shown(metric, $0) }
        return "\(.count(reason.count)) \(reason.name)\(shown.map { ": \($0)" } ?? "")"
      }.joined(separator: ", ")
      let isCount = metric.aggregateForm == .counts
      let remedy: Phrase = isBlankOnly || plan.source.sumsRows || !isCount ? "" : "; \(Self.wholeNumbers(metric))"
      return DataCheck(
        name, isBlankOnly ? .passed : .warning,
        "\(metric.name): \(rows(total)) \(total == 1 ? "is" : "are") not in the sums (\(kinds))\(remedy)",
        counts: reasons)
    }
  }

  /// What the columns of counts may hold: a separator of thousands could as well be a decimal point, so none is guessed.
  private static func wholeNumbers(_ metric: PlannedMetric) -> String {
    let columns = metric.population.terms.compactMap(\.column).map { quoted($0) }.joined(separator: " and ")
    return "write \(columns) as whole numbers of 0 or more without separators, such as 1234 and not 1,234 or 1.234"
  }
}
