internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// Flags that only ever say yes, beside blanks: whoever has none would be left out, and everyone else would have succeeded.
struct FlagFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    let found = plan.metrics.indices.compactMap(fault)
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func fault(_ index: Int) -> Diagnostic? {
    let (metric, cells) = (plan.metrics[index], summary.cells[index])
    let term = metric.population.terms[0]
    guard metric.isProbability, !metric.statesMissing, term.kind == .truth, term.absence == .drop,
      let column = term.column,
      let place = plan.places.metrics[metric.name]
    else { return nil }
    let blanks = cells.reduce(0) { $0 + max($1.dropped[.missing, default: 0], $1.droppedRows[.missing, default: 0]) }
    let known = cells.filter { $0.kept > 0 }
    guard blanks > 0, !known.isEmpty, known.allSatisfy(isAlwaysYes) else { return nil }
    return Diagnostic(
      code: .oneValuedFlag, at: place,
      "every value of \(quoted(column)) is yes, and \(blanks) of the units \(blanks == 1 ? "has" : "have") none",
      remedy:
        "add \"missing\": \"zero\" to the metric if a blank means no; if it means that nothing is known, add \"missing\": \"drop\""
    )
  }

  private func isAlwaysYes(_ cell: MetricCell) -> Bool {
    // Of clusters the last outcome counts their units.
    cell.moments.mean[0] == (plan.source.cluster == nil ? 1 : cell.moments.mean[cell.moments.dimension - 1])
  }
}
