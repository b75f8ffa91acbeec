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
    let open = plan.counted.filter { names.contains($0.metric.name) }.flatMap { counted in
      plan.source.parts.flatMap { part in
        part.table.files.map { file in
          CountQuery(
            columns: SourceColumns(dialect: dialect, source: plan.source), metric: counted.metric.name,
            successes: counted.successes, trials: counted.trials,
            part: part.file(file))
        }
      }
    }
    let isSole = plan.source.parts.flatMap(\.table.files).count == 1
    return next(open[...], [], isSole)
  }

  private func next(
    _ open: ArraySlice<CountQuery>, _ found: [ImpossibleCount], _ isSole: Bool
  ) -> Step<[ImpossibleCount]> {
    guard let query = open.first else { return .done(found) }
    return .select(query.text) { table in
      var more = found
      for index in 0..<(table?.rowCount ?? 0) {
        guard let row = table.map({ AnswerRow($0, index) }) else { continue }
        more.append(
          ImpossibleCount(
            metric: query.metric, successes: try row.text(.successes) ?? "", trials: try row.text(.trials) ?? "",
            row: try row.integer(.row), file: isSole ? nil : query.part.table.files[0]))
      }
      return next(open.dropFirst(), more, isSole)
    }
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

/// The rows at fault of one file.
private struct CountQuery: Sendable {
  let columns: SourceColumns
  let metric: String
  let successes: String
  let trials: String
  let part: PlannedSource.Part

  var text: String {
    let (x, n) = (columns.reader(successes), columns.reader(trials))
    func isNoCount(_ number: String) -> String {
      "not \(columns.dialect.isFinite(number)) or \(number) < 0 or \(number) <> floor(\(number)) or \(number) > \(ImpossibleCount.largest)"
    }
    var query = SQLText()
    query.step("source", columns.scan(successes == trials ? [trials] : [successes, trials], of: [part]))
    query.step("numbered", "select *, row_number() over () as \(.row) from source")
    return query.ending(
      "select \(x.text) as \(.successes), \(n.text) as \(.trials), \(.row) from numbered "
        + "where \(isNoCount(x.number)) or \(isNoCount(n.number)) or \(x.number) > \(n.number) "
        + "order by \(.row) limit \(ImpossibleCount.mostExamples)")
  }
}

extension SQLColumn {
  /// Text: counts as they are written.
  fileprivate static let successes = SQLColumn("successes")
  fileprivate static let trials = SQLColumn("trials")
  /// Integer: the position of a row in its file.
  fileprivate static let row = SQLColumn("row_of_file")
}
