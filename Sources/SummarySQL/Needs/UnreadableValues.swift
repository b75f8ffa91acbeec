package import Planning
internal import Tables
internal import Terms

/// The texts of columns that are not what a metric needs: up to three of them, and the formats of numbers that read all texts of their
/// column. Asked where the sums have found some.
package struct UnreadableValues: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[UnreadableColumn]> {
    let plan = known[ScopedPlan()]
    let events = (known[optional: UnitTable()] ?? nil)?.facts ?? []
    let open = plan.unreadable(known[GroupMoments()], events)
    return UnreadableQueries(plan: plan, dialect: dialect, open: open).next()
  }

  /// In a table in memory every value is a number.
  package func answer(in table: MemoryTable, _ known: Answers) -> [UnreadableColumn] { [] }
}

extension UnreadableValues: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [UnreadableValues] {
    scope == .all && plan.mayHaveUnreadable ? [UnreadableValues()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.unreadable = known[self] }
}

/// One column after the other: what reads its texts, then its examples, file by file, until there are enough.
private struct UnreadableQueries: Sendable {
  let plan: AnalysisPlan
  let dialect: any SQLDialect
  var open: [UnreadableTerm]
  var found: [UnreadableColumn] = []

  private func columns(of term: UnreadableTerm) -> SourceColumns {
    SourceColumns(dialect: dialect, source: plan.source(of: term))
  }

  /// One part for each file.
  private func files(of term: UnreadableTerm) -> [PlannedSource.Part] {
    plan.source(of: term).parts.flatMap { part in
      part.table.files.map { PlannedSource.Part(table: part.table.file($0), variant: part.variant) }
    }
  }

  func next() -> Step<[UnreadableColumn]> {
    guard let term = open.first else { return .done(found) }
    return .select(counts(of: term)) { table in
      let column = try decode(table, term)
      var after = self
      after.open.removeFirst()
      return after.examples(of: column, in: files(of: term)[...])
    }
  }

  // MARK: Formats

  private func counts(of term: UnreadableTerm) -> String {
    let columns = columns(of: term)
    let reader = columns.reader(term.column)
    var query = SQLText()
    query.step("source", columns.scan([term.column], of: columns.source.parts[...]))
    query.step("unreadable", "select \(reader.text) as \(.text) from source where \(reader.isUnreadable(term.kind))")
    query.step("readable", "select \(reader.text) as \(.text) from source limit \(UnreadableColumn.sampleRows)")
    query.step(
      "texts",
      "select \(.text), 1 as \(.unreadable) from unreadable union all select \(.text), 0 as \(.unreadable) from readable"
    )
    let reads = NumberFormat.candidates.enumerated().map { index, format in
      "count(\(WrittenNumber(dialect: dialect, text: "\(.text)", format: format).value)) as \(.read(index))"
    }
    let list = (["count(\(.text)) as \(.present)", "sum(\(.unreadable)) as \(.units)"] + reads).joined(separator: ", ")
    return query.ending("select \(list) from texts")
  }

  private func decode(_ table: Table?, _ term: UnreadableTerm) throws(MalformedResult) -> UnreadableColumn {
    guard let table else { return UnreadableColumn(term: term, rows: 0, formats: [], examples: []) }
    let row = AnswerRow(table, 0)
    let present = try row.integer(.present)
    var formats: [NumberFormat] = []
    for (index, format) in NumberFormat.candidates.enumerated() where term.kind != .truth {
      let isSimple = formats.first.map { $0.features == format.features } ?? true
      if try row.integer(.read(index)) == present, isSimple { formats.append(format) }
    }
    return UnreadableColumn(term: term, rows: try row.integer(.units), formats: formats, examples: [])
  }

  // MARK: Examples

  private func examples(
    of column: UnreadableColumn, in open: ArraySlice<PlannedSource.Part>
  ) -> Step<[UnreadableColumn]> {
    let wanted = UnreadableColumn.mostExamples - column.examples.count
    guard let file = open.first, wanted > 0 else {
      var after = self
      after.found.append(column)
      return after.next()
    }
    return .select(examples(of: column.term, wanted, in: file)) { table in
      var more = column
      for index in 0..<(table?.rowCount ?? 0) {
        guard let row = table.map({ AnswerRow($0, index) }) else { continue }
        more.examples.append(
          UnreadableColumn.Example(
            text: try row.text(.text) ?? "", row: try row.integer(.row),
            file: files(of: column.term).count > 1 ? file.table.files[0] : nil))
      }
      return examples(of: more, in: open.dropFirst())
    }
  }

  private func examples(of term: UnreadableTerm, _ wanted: Int, in file: PlannedSource.Part) -> String {
    let columns = columns(of: term)
    let reader = columns.reader(term.column)
    var query = SQLText()
    query.step("source", columns.scan([term.column], of: [file]))
    query.step("numbered", "select *, row_number() over () as \(.row) from source")
    query.step(
      "unreadable", "select \(reader.text) as \(.text), \(.row) from numbered where \(reader.isUnreadable(term.kind))")
    return query.ending(
      "select \(.text), min(\(.row)) as \(.row) from unreadable group by \(.text) order by min(\(.row)) limit \(wanted)"
    )
  }
}

extension ColumnReader {
  /// Whether a text is present, and is not what a metric needs.
  fileprivate func isUnreadable(_ kind: TermKind) -> String {
    "\(raw) is not null and (\(kind == .truth ? truth : number)) is null"
  }
}

extension SQLColumn {
  /// Text: a value as it is written.
  fileprivate static let text = SQLColumn("text")
  /// Integer: 1 of what cannot be read.
  fileprivate static let unreadable = SQLColumn("is_unreadable")
  /// Integer: the position of a row in its file.
  fileprivate static let row = SQLColumn("row_of_file")
  /// Integer: texts that were looked at.
  fileprivate static let present = SQLColumn("present")
  /// Integer: those of them that a format reads, by its position among the candidates.
  fileprivate static func read(_ format: Int) -> SQLColumn { SQLColumn("f\(format)") }
}
