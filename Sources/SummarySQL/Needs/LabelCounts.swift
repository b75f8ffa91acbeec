package import Planning
internal import Tables

/// The most frequent labels of the data with their rows, whatever becomes of these: where a variant has no units, or a label is
/// nobody's.
package struct LabelCounts: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[LabelCount]> {
    let plan = known[ScopedPlan()]
    guard plan.asksForLabels(known[GroupMoments()]), let source = plan.labelled else { return .done([]) }
    let columns = SourceColumns(dialect: dialect, source: source)
    var query = SQLText()
    query.step("source", columns.scan(source.labels, of: source.parts[...]))
    let labels = source.labels.enumerated().map { "\(columns.reader($1).text) as \(.label($0))" }
    query.step("labelled", "select \(labels.joined(separator: ", ")) from source")
    let names = source.labels.indices.map(SQLColumn.label).names
    let list = names.joined(separator: ", ")
    let isWhole = names.map { "\($0) is not null" }.joined(separator: " and ")
    let text = query.ending(
      "select \(list), count(*) as \(.units) from labelled where \(isWhole) group by \(list) order by \(.units) desc, \(list)\nlimit \(LabelCount.most)"
    )
    return .select(text) { .done(try decode($0, columns: source.labels.count)) }
  }

  private func decode(_ table: Table?, columns: Int) throws(MalformedResult) -> [LabelCount] {
    var counts: [LabelCount] = []
    for index in 0..<(table?.rowCount ?? 0) {
      guard let row = table.map({ AnswerRow($0, index) }) else { continue }
      var parts: [String] = []
      for column in 0..<columns { parts.append(try row.text(.label(column)) ?? "") }
      counts.append(LabelCount(parts, rows: try row.integer(.units)))
    }
    return counts
  }

  /// Rows in memory are those of the variants.
  package func answer(in table: MemoryTable, _ known: Answers) -> [LabelCount] { [] }
}

extension LabelCounts: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [LabelCounts] {
    scope == .all && plan.labelled != nil ? [LabelCounts()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.labels = known[self] }
}

extension SQLColumn {
  /// Text: a part of a label.
  fileprivate static func label(_ column: Int) -> SQLColumn { SQLColumn("l\(column)") }
}
