package import Planning
internal import Tables
internal import Terms

/// Rows of aggregates whose number of units is none, or in which a sum or a count is blank: up to three of each column and file.
package struct AggregateGaps: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[AggregateGap]> {
    let plan = known[ScopedPlan()]
    let lacking = zip(plan.metrics, known[GroupMoments()].cells).filter { _, cells in
      cells.contains { ($0.dropped[.missing] ?? 0) + ($0.droppedRows[.missing] ?? 0) > 0 }
    }
    let columns = Set(lacking.flatMap { plan.summedColumns(of: $0.0) }).sorted()
    let wanted = plan.uncheckedUnitCount.map { [(column: $0, isCount: true)] } ?? []
    let open = (wanted + columns.map { (column: $0, isCount: false) }).flatMap { column, isCount in
      plan.source.parts.flatMap { part in
        part.table.files.map {
          GapQuery(plan: plan, dialect: dialect, column: column, isCount: isCount, part: part.file($0))
        }
      }
    }
    return next(open[...], [], isSole: plan.source.parts.flatMap(\.table.files).count == 1)
  }

  private func next(_ open: ArraySlice<GapQuery>, _ found: [AggregateGap], isSole: Bool) -> Step<[AggregateGap]> {
    guard let query = open.first else { return .done(found) }
    return .select(query.text) { table in
      var more = found
      for index in 0..<(table?.rowCount ?? 0) {
        guard let row = table.map({ AnswerRow($0, index) }) else { continue }
        more.append(
          AggregateGap(
            column: query.column, text: try row.text(.text), row: try row.integer(.row),
            file: isSole ? nil : query.part.table.files[0]))
      }
      return next(open.dropFirst(), more, isSole: isSole)
    }
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

/// The rows at fault of one file, among those that belong to a variant.
private struct GapQuery: Sendable {
  let plan: AnalysisPlan
  let dialect: any SQLDialect
  let column: String
  /// Whether the column must have whole numbers from 0 on; otherwise something must stand there.
  let isCount: Bool
  let part: PlannedSource.Part

  var text: String {
    let columns = SourceColumns(dialect: dialect, source: plan.source.limited(to: part))
    let reader = columns.reader(column)
    let number = reader.number
    let isGap =
      isCount
      ? "\(number) is null or not \(dialect.isFinite(number)) or \(number) < 0 or \(number) <> floor(\(number))"
      : "\(reader.raw) is null"
    var query = SQLText()
    let placed = PlacedStep(plan: plan, columns: columns, printer: ExpressionPrinter(columns: columns))
    placed.append(
      to: &query,
      keeping: [
        MadeColumn(reader.text, as: .text), MadeColumn("case when \(isGap) then 1 else 0 end", as: .isGap),
        MadeColumn("row_number() over ()", as: .row),
      ])
    return query.ending(
      "select \(.text), \(.row) from placed where \(.arm) >= 0 and \(.isGap) = 1 order by \(.row) limit \(AggregateGap.mostExamples)"
    )
  }
}

extension SQLColumn {
  /// Text: what is written.
  fileprivate static let text = SQLColumn("text")
  /// Integer: 1 where a number is missing.
  fileprivate static let isGap = SQLColumn("is_gap")
  /// Integer: the position of a row in its file.
  fileprivate static let row = SQLColumn("row_of_file")
}
