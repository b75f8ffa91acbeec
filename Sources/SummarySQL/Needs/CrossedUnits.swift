package import Planning
internal import Tables
internal import Terms

/// How many units of each assigned variant saw another one, where units are analyzed as they were assigned.
package struct CrossedUnits: Need {
  package init() {}

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[Int]> {
    let (plan, files) = (known.plan, known.plan.files)
    guard let unit = files.unit, !files.seenLabels.isEmpty else { return .done([]) }
    let columns = SourceColumns(dialect: dialect, source: files)
    var query = SQLText()
    let filtered = files.filter?.columns.map(\.name) ?? []
    query.step(
      "source", columns.scan(unique([unit] + files.labels + files.seenLabels + filtered), of: files.parts[...]))
    let filter = files.filter.map { " where (\(ExpressionPrinter(columns: columns).print($0.root))) is true" } ?? ""
    query.step(
      "seen",
      "select \(columns.reader(unit).text) as \(.unitKey), \(columns.variant(plan.variants, labelledBy: files.labels)) as \(.arm), "
        + "\(columns.variant(plan.variants, labelledBy: files.seenLabels)) as \(.firstArm) from source\(filter)")
    query.step(
      "strayed",
      "select \(.arm), count(distinct \(.unitKey)) as \(.units) from seen where \(.arm) <> \(.firstArm) group by \(.arm)"
    )
    return .select(query.ending("select \(.arm), \(.units) from strayed"), scan: .units(groups: true)) { table in
      var counts = plan.variants.map { _ in 0 }
      for index in 0..<(table?.rowCount ?? 0) {
        guard let row = table.map({ AnswerRow($0, index) }) else { continue }
        counts[try row.integer(.arm)] = try row.integer(.units)
      }
      return .done(counts)
    }
  }

  /// Rows in memory are those of the variants that they are analyzed in.
  package func answer(in table: MemoryTable, _ known: Answers) -> [Int] { [] }
}

extension CrossedUnits: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [CrossedUnits] {
    scope == .all && !plan.files.seenLabels.isEmpty ? [CrossedUnits()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.strayed = known[self] }
}
