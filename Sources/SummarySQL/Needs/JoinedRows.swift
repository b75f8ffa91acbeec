package import Planning
internal import Tables

/// How the units of the data and the rows of the second tables belong together.
package struct JoinedRows: Need {
  package init() {}

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[JoinedUnits]> {
    let files = known.plan.files
    guard let unit = files.unit else { return .done([]) }
    let questions = files.joins.indices.map {
      JoinQuestions(own: SourceColumns(dialect: dialect, source: files), unit: unit, index: $0)
    }
    return Self.answered(questions[...], [])
  }

  private static func answered(
    _ open: ArraySlice<JoinQuestions>, _ found: [JoinedUnits]
  ) -> Step<[JoinedUnits]> {
    guard let first = open.first else { return .done(found) }
    return .select(first.all) { try answered(open.dropFirst(), found + [first.decode($0)]) }
  }

  /// Rows in memory have all that is known of their units.
  package func answer(in table: MemoryTable, _ known: Answers) -> [JoinedUnits] { [] }
}

extension JoinedRows: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [JoinedRows] {
    scope == .all && !plan.files.joins.isEmpty ? [JoinedRows()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.joins = known[self] }
}

/// What is asked of one second table.
private struct JoinQuestions: Sendable {
  let own: SourceColumns
  let unit: String
  let index: Int

  var all: [Selection] {
    [counts, examples(of: "unmatched"), examples(of: "repeated"), examples(of: "keys")].map {
      Selection($0, scan: .units(groups: true))
    }
  }

  private var counts: String {
    steps.ending(
      "select (select count(*) from units) as \(.units), (select count(*) from unmatched) as \(.unmatched), "
        + "(select count(*) from repeated) as \(.repeated), (select count(*) from without_unit) as \(.withoutUnit)")
  }

  private func examples(of step: String) -> String {
    steps.ending("select \(.joinKey) from \(step) order by \(.joinKey) limit \(JoinedUnits.mostExamples)")
  }

  /// `units`, those of them that are `unmatched`, the `keys` of the table, its rows `without_unit`, and those that are `repeated`.
  private var steps: SQLText {
    let second = own.secondTable(index)
    var query = SQLText()
    query.step("source", own.scan([unit], of: own.source.parts[...]))
    let key = own.reader(unit).text
    query.step("units", "select distinct \(key) as \(.joinKey) from source where \(key) is not null")
    query.step("second", second.rowsByUnit(own.source.joins[index].columns))
    query.step("without_unit", "select * from (\(second.keyedRows([]))) where \(.joinKey) is null")
    query.step("keys", "select distinct \(.joinKey) from second")
    query.step("repeated", "select \(.joinKey) from second group by \(.joinKey) having count(*) > 1")
    query.step(
      "unmatched",
      "select units.\(.joinKey) as \(.joinKey) from units left join keys on units.\(.joinKey) = keys.\(.joinKey) "
        + "where keys.\(.joinKey) is null")
    return query
  }

  func decode(_ tables: [Table]?) throws(MalformedResult) -> JoinedUnits {
    guard let tables else {
      return JoinedUnits(
        units: 0, unmatched: 0, unmatchedExamples: [], known: [], repeated: 0, repeatedExamples: [], withoutUnit: 0)
    }
    let row = AnswerRow(tables[0], 0)
    let (units, unmatched) = (try row.integer(.units), try row.integer(.unmatched))
    return JoinedUnits(
      units: units, unmatched: unmatched, unmatchedExamples: try keys(tables[1]),
      known: unmatched == units ? try keys(tables[3]) : [], repeated: try row.integer(.repeated),
      repeatedExamples: try keys(tables[2]), withoutUnit: try row.integer(.withoutUnit))
  }

  private func keys(_ table: Table) throws(MalformedResult) -> [String] {
    var keys: [String] = []
    for row in 0..<table.rowCount { keys.append(try AnswerRow(table, row).text(.joinKey) ?? "") }
    return keys
  }
}

extension SQLColumn {
  /// Integer: units of the data without a row in the second table.
  fileprivate static let unmatched = SQLColumn("unmatched_units")
  /// Integer: units of the second table with rows that differ.
  fileprivate static let repeated = SQLColumn("repeated_units")
  /// Integer: rows of the second table without a unit.
  fileprivate static let withoutUnit = SQLColumn("rows_without_unit")
}
