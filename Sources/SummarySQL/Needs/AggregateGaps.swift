package import Planning
internal import Tables
internal import Terms

/// Rows of aggregates whose number of units is none, in which a sum or a count is blank, or a sum of squares negative: up to three of each
/// column.
package struct AggregateGaps: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[AggregateGap]> {
    let plan = known[ScopedPlan()]
    let lacking = zip(plan.metrics, known[GroupMoments()].cells).filter { _, cells in
      cells.contains { ($0.dropped[.missing] ?? 0) + ($0.droppedRows[.missing] ?? 0) > 0 }
    }
    let columns = Set(lacking.flatMap { plan.summedColumns(of: $0.0) }).sorted()
    let wanted =
      (plan.uncheckedUnitCount.map { [(column: $0, demand: AggregateGap.Demand.isCount)] } ?? [])
      + columns.map { (column: $0, demand: .isThere) } + plan.squareColumns.map { (column: $0, demand: .isNotNegative) }
    let questions = wanted.map { asked in
      (kind: asked, question: Self.question(plan, asked.column, asked.demand, in: dialect))
    }
    return .examples(questions) { found in
      .done(
        found.filter { !$0.rows.isEmpty }.map { AggregateGap($0.kind.column, $0.kind.demand, rows: $0.rows) })
    }
  }

  /// The rows at fault, among those that belong to a variant.
  private static func question(
    _ plan: AnalysisPlan, _ column: String, _ demand: AggregateGap.Demand, in dialect: any SQLDialect
  ) -> RowQuestion {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let reader = columns.reader(column)
    let number = reader.number
    let isGap =
      switch demand {
      case .isCount:
        "\(number) is null or not \(dialect.isFinite(number)) or \(number) < 0 or \(number) > \(ImpossibleCount.largest) or \(number) <> floor(\(number))"
      case .isThere: "\(reader.raw) is null"
      case .isNotNegative: "\(number) < 0"
      }
    var query = SQLText()
    PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns), isNumbered: true)
      .append(to: &query)
    return RowQuestion(
      query, of: plan.source, from: "armed", where: "\(.arm) >= 0 and (\(isGap))", showing: [reader.text])
  }

  /// In a table in memory nothing is blank.
  package func answer(in table: MemoryTable, _ known: Answers) -> [AggregateGap] { [] }
}

extension AggregateGaps: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [AggregateGaps] {
    scope == .all && plan.source.rows == .aggregates ? [AggregateGaps()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.gaps = known[self] }
}
