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

/// One column after the other: how many texts are unreadable, what reads them, then examples.
private struct UnreadableQueries: Sendable {
  let plan: AnalysisPlan
  let dialect: any SQLDialect
  var open: [UnreadableTerm]
  var found: [UnreadableColumn] = []

  private func columns(of term: UnreadableTerm) -> SourceColumns {
    SourceColumns(dialect: dialect, source: plan.source(of: term))
  }

  func next() -> Step<[UnreadableColumn]> {
    guard let term = open.first else { return .done(found) }
    return .select(unreadable(term)) { table in
      guard let table, try AnswerRow(table, 0).integer(.units) > 0 else { return skipping() }
      return likely(Writing.candidates(for: term.content), of: term)
    }
  }

  private func skipping() -> Step<[UnreadableColumn]> {
    var after = self
    after.open.removeFirst()
    return after.next()
  }

  private func unreadable(_ term: UnreadableTerm) -> String {
    let columns = columns(of: term)
    var query = SQLText()
    query.step("source", columns.scan([term.column], of: columns.source.parts[...]))
    return query.ending(
      "select count(*) as \(.units) from source where \(isUnreadable(columns.reader(term.column), term))")
  }

  private func after(_ column: UnreadableColumn) -> Step<[UnreadableColumn]> {
    var after = self
    after.open.removeFirst()
    return after.examples(of: column)
  }

  // MARK: What reads them

  /// A few thousand texts rule most ways out; only the others are tried on all.
  private func likely(_ all: [Writing], of term: UnreadableTerm) -> Step<[UnreadableColumn]> {
    .select(counts(all, of: term, isSample: true)) { table in
      let simple = Writing.simplest(of: try reading(all, table).writings)
      return .select(counts(simple, of: term, isSample: false)) { table in
        let (writings, rows) = try reading(simple, table)
        return after(UnreadableColumn(term: term, rows: rows, writings: writings, examples: []))
      }
    }
  }

  /// How many texts there are, how many of them are unreadable as they are, and how many each way of writing reads.
  private func counts(_ writings: [Writing], of term: UnreadableTerm, isSample: Bool) -> String {
    let columns = columns(of: term)
    let reader = columns.reader(term.column)
    let limit = " limit \(UnreadableColumn.sampleRows)"
    var query = SQLText()
    query.step("source", columns.scan([term.column], of: columns.source.parts[...]))
    query.step(
      "unreadable",
      "select \(reader.text) as \(.text) from source where \(isUnreadable(reader, term))\(isSample ? limit : "")")
    query.step("readable", "select \(reader.text) as \(.text) from source\(limit)")
    query.step(
      "texts",
      "select \(.text), 1 as \(.unreadable) from unreadable union all select \(.text), 0 as \(.unreadable) from readable"
    )
    let reads = writings.enumerated().flatMap { index, writing in
      let value = value(writing, term)
      return ["count(\(value)) as \(.read(index))", "sum(abs(\(dialect.cast(value, .double)))) as \(.sum(index))"]
    }
    let list = (["count(\(.text)) as \(.present)", "sum(\(.unreadable)) as \(.units)"] + reads).joined(separator: ", ")
    return query.ending("select \(list) from texts")
  }

  private func value(_ writing: Writing, _ term: UnreadableTerm) -> String {
    switch writing {
    case .number(let format): return WrittenNumber(dialect: dialect, text: "\(.text)", format: format).value
    case .time(let format):
      // Days and months may be taken for each other, and so may units of numbers: what is read must be a time of our age.
      let moments = moments(of: term)
      let column = ColumnReader(
        dialect: dialect, name: "\(.text)", type: .text, numbers: .plain, times: format, nullTexts: [])
      return moments.recent(moments.moment(column))
    }
  }

  private func moments(of term: UnreadableTerm) -> MomentColumns {
    MomentColumns(dialect: dialect, zone: plan.source(of: term).zone)
  }

  /// The ways that read every text, and how many texts are unreadable as they are.
  private func reading(
    _ writings: [Writing], _ table: Table?
  ) throws(MalformedResult) -> (writings: [Writing], rows: Int) {
    guard let table else { return ([], 0) }
    let row = AnswerRow(table, 0)
    let present = try row.integer(.present)
    var (found, totals): ([Writing], Set<Double>) = ([], [])
    for (index, writing) in writings.enumerated() where try row.integer(.read(index)) == present {
      // Two ways that read the same are one.
      if totals.insert(try row.real(.sum(index)) ?? 0).inserted || writing.isTime { found.append(writing) }
    }
    return (found, try row.integer(.units))
  }

  /// Whether a text is present, and is not what is needed.
  private func isUnreadable(_ reader: ColumnReader, _ term: UnreadableTerm) -> String {
    let value =
      switch term.content {
      case .value(.truth): reader.truth
      case .value: reader.number
      case .time: moments(of: term).moment(reader)
      }
    return "\(reader.raw) is not null and (\(value)) is null"
  }

  // MARK: Examples

  private func examples(of column: UnreadableColumn) -> Step<[UnreadableColumn]> {
    .examples([(kind: column, question: question(column.term))]) { found in
      var after = self
      after.found += found.map { column, rows in
        var shown = column
        shown.examples = rows
        return shown
      }
      return after.next()
    }
  }

  private func question(_ term: UnreadableTerm) -> RowQuestion {
    let columns = columns(of: term)
    let reader = columns.reader(term.column)
    var query = SQLText()
    query.step("source", columns.numberedScan([term.column]))
    // A column of a second table is not where the reader looks first.
    let isElsewhere = term.fact == nil && plan.files.join(of: term.column) != nil
    return RowQuestion(
      query, of: columns.source, from: "source", where: isUnreadable(reader, term), showing: [reader.text],
      isDistinct: true, namesFile: isElsewhere ? true : nil)
  }
}

extension SQLColumn {
  /// Text: a value as it is written.
  fileprivate static let text = SQLColumn("text")
  /// Integer: 1 of what cannot be read.
  fileprivate static let unreadable = SQLColumn("is_unreadable")
  /// Integer: texts that were looked at.
  fileprivate static let present = SQLColumn("present")
  /// Integer: those of them that a format reads, by its position among the candidates.
  fileprivate static func read(_ format: Int) -> SQLColumn { SQLColumn("f\(format)") }
  /// Real: the sum of what a format reads, without signs.
  fileprivate static func sum(_ format: Int) -> SQLColumn { SQLColumn("t\(format)") }
}
