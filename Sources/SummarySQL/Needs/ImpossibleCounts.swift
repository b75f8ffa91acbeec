package import Planning
internal import Tables
internal import Terms

/// Rows of aggregates whose successes are more than their trials, or whose counts are negative or broken: up to three of each metric.
package struct ImpossibleCounts: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[ImpossibleCount]> {
    let plan = known[ScopedPlan()]
    let found = known[GroupMoments()].cells.enumerated().filter { _, cells in
      cells.contains { ($0.dropped[.impossible] ?? 0) + ($0.dropped[.notFinite] ?? 0) > 0 }
    }
    let names = Set(found.map { plan.metrics[$0.offset].name })
    let questions = plan.counted.filter { names.contains($0.metric.name) }.map { counted in
      (kind: counted.metric.name, question: Self.question(plan, counted.successes, counted.trials, in: dialect))
    }
    return .examples(questions) { found in
      .done(found.filter { !$0.rows.isEmpty }.map { ImpossibleCount(metric: $0.kind, rows: $0.rows) })
    }
  }

  /// The rows at fault, among those that belong to a variant.
  private static func question(
    _ plan: AnalysisPlan, _ successes: String, _ trials: String, in dialect: any SQLDialect
  ) -> RowQuestion {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let (x, n) = (columns.reader(successes), columns.reader(trials))
    func isNoCount(_ number: String) -> String {
      "not \(dialect.isFinite(number)) or \(number) < 0 or \(number) <> floor(\(number)) or \(number) > \(ImpossibleCount.largest)"
    }
    var query = SQLText()
    PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns), isNumbered: true)
      .append(to: &query)
    return RowQuestion(
      query, of: plan.source, from: "armed",
      where: "\(.arm) >= 0 and (\(isNoCount(x.number)) or \(isNoCount(n.number)) or \(x.number) > \(n.number))",
      showing: [x.text, n.text])
  }

  /// In a table in memory counts are what they must be.
  package func answer(in table: MemoryTable, _ known: Answers) -> [ImpossibleCount] { [] }
}

extension ImpossibleCounts: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [ImpossibleCounts] {
    scope == .all && !plan.counted.isEmpty ? [ImpossibleCounts()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.impossible = known[self] }
}
