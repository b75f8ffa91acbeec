package import Planning
internal import Tables

/// The columns of counts that are all round.
package struct RoundFigures: Need {
  package init() {}

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[RoundCounts]> {
    let plan = known.plan
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let names = plan.countColumns
    guard !names.isEmpty else { return .done([]) }
    return .select(names.map { Selection(Self.text($0, columns)) }) { tables in
      var found: [RoundCounts] = []
      for (column, table) in zip(names, tables ?? []) {
        let row = AnswerRow(table, 0)
        let (values, tens, hundreds) = (
          try row.integer(.values), try row.integer(.tens), try row.integer(.hundreds)
        )
        guard values >= RoundCounts.fewest, tens == values else { continue }
        found.append(RoundCounts(column: column, step: hundreds == values ? 100 : 10, values: values))
      }
      return .done(found)
    }
  }

  private static func text(_ column: String, _ columns: SourceColumns) -> String {
    var query = SQLText()
    query.step("source", columns.scan([column], of: columns.source.parts[...]))
    query.step("counts", "select distinct \(columns.reader(column).number) as count_value from source")
    func multiples(of step: Int) -> String {
      "count(case when floor(count_value / \(step)) * \(step) = count_value then 1 end)"
    }
    return query.ending(
      "select count(*) as \(.values), \(multiples(of: 10)) as \(.tens), \(multiples(of: 100)) as \(.hundreds) "
        + "from counts where count_value > 0")
  }

  /// Rows in memory are no aggregates.
  package func answer(in table: MemoryTable, _ known: Answers) -> [RoundCounts] { [] }
}

extension RoundFigures: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [RoundFigures] {
    scope == .all && !plan.countColumns.isEmpty ? [RoundFigures()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.roundCounts = known[self] }
}

extension SQLColumn {
  /// Integer: different counts, and those of them that are multiples of 10 and of 100.
  fileprivate static let values = SQLColumn("different")
  fileprivate static let tens = SQLColumn("tens")
  fileprivate static let hundreds = SQLColumn("hundreds")
}
