package import Planning
internal import Tables

/// How many rows of events are the same as another one, where nothing identifies them.
package struct EventRepeats: Need {
  package init() {}

  package func passes(_ known: Answers) -> Int { known.plan.logsWithoutID.count }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[RepeatedEvents]> {
    let (plan, logs) = (known.plan, known.plan.logsWithoutID)
    let selections = logs.map { log in
      let position = plan.exposures?.facts.firstIndex { $0.name == log.fact }
      return Selection(
        Self.text(SourceColumns(dialect: dialect, source: log.source)),
        scan: log.fact == nil ? .units(groups: true) : .events(fact: position))
    }
    guard !selections.isEmpty else { return .done([]) }
    return .select(selections) { tables in
      var found: [RepeatedEvents] = []
      for (log, table) in zip(logs, tables ?? []) {
        let row = AnswerRow(table, 0)
        found.append(
          RepeatedEvents(fact: log.fact, rows: try row.integer(.events), different: try row.integer(.different)))
      }
      return .done(found.filter { $0.different < $0.rows })
    }
  }

  /// Equal rows have equal hashes; that two others have the same one is as likely as not to happen among five billion.
  private static func text(_ columns: SourceColumns) -> String {
    let names = columns.source.distinctColumns
    var query = SQLText()
    query.step("source", columns.scan(names, of: columns.source.parts[...]))
    let hash = columns.dialect.hash(names.map(columns.name).joined(separator: ", "))
    return query.ending("select count(*) as \(.events), count(distinct \(hash)) as \(.different) from source")
  }

  /// Rows in memory are what they are.
  package func answer(in table: MemoryTable, _ known: Answers) -> [RepeatedEvents] { [] }
}

extension EventRepeats: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [EventRepeats] {
    scope == .all && !plan.logsWithoutID.isEmpty ? [EventRepeats()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.repeatedEvents = known[self] }
}

extension PlannedSource {
  /// The columns of the files that have names of their own.
  fileprivate var distinctColumns: [String] {
    let folded = Dictionary(grouping: fileColumns) { $0.lowercased() }
    return fileColumns.filter { column in
      !column.allSatisfy(\.isWhitespace) && folded[column.lowercased(), default: []].count == 1
    }
  }
}

extension SQLColumn {
  /// Integer: rows that differ from each other.
  fileprivate static let different = SQLColumn("different")
}
