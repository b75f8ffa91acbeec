package import Planning
internal import Tables

/// How the units of the data, or its rows of aggregates, and the rows of the second tables belong together.
package struct JoinedRows: Need {
  package init() {}

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[JoinedUnits]> {
    let files = known.plan.files
    let questions = files.joins.indices.map {
      JoinQuestions(own: SourceColumns(dialect: dialect, source: files), index: $0)
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
  let index: Int

  private var table: JoinedTable { own.source.joins[index] }

  var all: [Selection] {
    [counts, examples(of: "unmatched"), examples(of: "repeated"), examples(of: "keys"), examples(of: "own_repeated")]
      .map {
        Selection($0, scan: .units(groups: true))
      }
  }

  private var counts: String {
    steps.ending(
      "select (select count(*) from units) as \(.units), (select count(*) from unmatched) as \(.unmatched), "
        + "(select count(*) from repeated) as \(.repeated), "
        + "(select count(*) from without_key) as \(.withoutKey), (select count(*) from own_repeated) as \(.ownRepeated)"
    )
  }

  private func examples(of step: String) -> String {
    steps.ending("select \(.joinKey) from \(step) order by \(.joinKey) limit \(JoinedUnits.mostExamples)")
  }

  /// `units`, those of them that are `unmatched` and, of rows of aggregates, those that are `own_repeated`; the `keys` of the table, its
  /// rows `without_key`, and those that are `repeated`.
  private var steps: SQLText {
    let second = own.secondTable(index)
    var query = SQLText()
    let keys = own.keys(of: table)
    query.step("source", own.scan(keys, of: own.source.parts[...]))
    query.step("own_keys", "select \(own.keyText(keys)) as \(.joinKey) from source")
    query.step("units", "select distinct \(.joinKey) from own_keys where \(.joinKey) is not null")
    let isRepeated = table.isOfUnits ? "false" : "count(*) > 1"
    query.step(
      "own_repeated",
      "select \(.joinKey) from own_keys where \(.joinKey) is not null group by \(.joinKey) having \(isRepeated)")
    query.step("second", second.rowsByKey(table))
    query.step("without_key", "select * from (\(second.keyedRows(table))) where \(.joinKey) is null")
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
      return JoinedUnits(units: 0, unmatched: 0, unmatchedExamples: [], known: [], repeated: 0, repeatedExamples: [])
    }
    let row = AnswerRow(tables[0], 0)
    let (units, unmatched) = (try row.integer(.units), try row.integer(.unmatched))
    return JoinedUnits(
      units: units, unmatched: unmatched, unmatchedExamples: try keys(tables[1]),
      known: unmatched == units ? try keys(tables[3]) : [], repeated: try row.integer(.repeated),
      repeatedExamples: try keys(tables[2]), withoutKey: try row.integer(.withoutKey),
      ownRepeated: try row.integer(.ownRepeated), ownRepeatedExamples: try self.keys(tables[4]))
  }

  private func keys(_ table: Table) throws(MalformedResult) -> [String] {
    var keys: [String] = []
    for row in 0..<table.rowCount { keys.append(try AnswerRow(table, row).text(.joinKey) ?? "") }
    return keys.map { $0.replacing("\(JoinedUnits.separator)", with: ", ") }
  }
}

extension SQLColumn {
  /// Integer: units of the data without a row in the second table.
  fileprivate static let unmatched = SQLColumn("unmatched_units")
  /// Integer: units of the second table with rows that differ.
  fileprivate static let repeated = SQLColumn("repeated_units")
  /// Integer: rows of the second table without a key.
  fileprivate static let withoutKey = SQLColumn("rows_without_key")
  /// Integer: keys that several rows of aggregates have.
  fileprivate static let ownRepeated = SQLColumn("own_repeated_keys")
}
