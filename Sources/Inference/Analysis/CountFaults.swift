internal import Diagnostics
internal import Planning

/// Counts of aggregates that contradict each other: without their rows half a variant may be gone.
struct CountFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  /// - Throws: one fault for each metric, with the rows.
  func check() throws(DiagnosticList) {
    let found = plan.counted.compactMap { counted -> Diagnostic? in
      let rows = summary.impossible.filter { $0.metric == counted.metric.name }
      guard !rows.isEmpty else { return nil }
      return Diagnostic(
        code: .impossibleCounts, at: plan.places.metrics[counted.metric.name] ?? plan.places.source.place,
        "\(quoted(counted.successes)) of \(quoted(counted.trials)) are no counts of successes and trials: \(examples(rows))",
        remedy: remedy(rows))
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func remedy(_ rows: [ImpossibleCount]) -> String {
    let texts = rows.flatMap { [$0.successes, $0.trials] }
    if texts.allSatisfy({ $0.wholeMatch(of: /\d{1,3}(\.\d{3})+/) != nil }) {
      return
        "if the points stand between thousands, add \"numbers\": { \"decimal\": \",\", \"thousands\": \".\" } to \"data\""
    }
    return
      "correct them in the data: both are whole numbers from 0 on, and successes are never more than trials; or leave the rows out with \"where\""
  }

  private func examples(_ rows: [ImpossibleCount]) -> String {
    rows.prefix(ImpossibleCount.mostExamples).map { row in
      "\(shortened(row.successes)) of \(shortened(row.trials)) (\(rowPlace(row.row, of: row.file)))"
    }.joined(separator: ", ")
  }
}
