internal import Diagnostics
package import Planning
internal import Tables
internal import Terms

/// What the columns of conditions hold that no event met: only where a metric counted nothing at all.
package struct UnmetConditions: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[UnmetCondition]> {
    let plan = known[ScopedPlan()]
    let questions = plan.perhapsUnmet(known[GroupMoments()]).map {
      ConditionQuestions(columns: SourceColumns(dialect: dialect, source: $0.source), asked: $0)
    }
    return Self.next(questions[...], [])
  }

  private static func next(
    _ open: ArraySlice<ConditionQuestions>, _ found: [UnmetCondition]
  ) -> Step<[UnmetCondition]> {
    guard let first = open.first else { return .done(found) }
    return .select(first.all) { tables in
      guard let tables else { return next(open.dropFirst(), found) }
      return next(open.dropFirst(), found + [try first.decode(tables)].compactMap(\.self))
    }
  }

  /// Rows in memory have no events.
  package func answer(in table: MemoryTable, _ known: Answers) -> [UnmetCondition] { [] }
}

extension UnmetConditions: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [UnmetConditions] {
    scope == .all ? [UnmetConditions()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.unmet = known[self] }
}

/// What is asked of one condition: whether an event met it, if only outside of windows, and the values of its columns.
private struct ConditionQuestions: Sendable {
  let columns: SourceColumns
  let asked: AnalysisPlan.Condition

  private var condition: TypedExpression { asked.expression }
  private var names: [String] { unique(condition.columns.map(\.name)) }

  var all: [Selection] {
    let printer = ExpressionPrinter(columns: columns)
    return [
      Selection(ending("select count(*) as \(.events) from source where (\(printer.print(condition.root))) is true"))
    ]
      + names.map { name in
        let text = columns.reader(name).text
        return Selection(
          ending(
            "select \(text) as \(.text), count(*) as \(.events) from source group by \(text) "
              + "order by count(*) desc, \(text) limit \(UnmetCondition.mostValues)"))
      }
  }

  private func ending(_ select: String) -> String {
    var query = SQLText()
    query.step("source", columns.scan(names, of: columns.source.parts[...]))
    return query.ending(select)
  }

  /// nil where some event meets the condition.
  func decode(_ tables: [Table]) throws(MalformedResult) -> UnmetCondition? {
    guard try AnswerRow(tables[0], 0).integer(.events) == 0 else { return nil }
    var seen: [UnmetCondition.Column] = []
    for (name, table) in zip(names, tables.dropFirst()) {
      var values: [(text: String?, rows: Int)] = []
      for index in 0..<table.rowCount {
        let row = AnswerRow(table, index)
        values.append((try row.text(.text), try row.integer(.events)))
      }
      seen.append(UnmetCondition.Column(name: name, values: values))
    }
    return UnmetCondition(
      asked.owner, fact: asked.fact, condition: Positioned(condition.text.text, at: condition.text.place),
      columns: seen)
  }
}

extension SQLColumn {
  /// Text: a value as it is read.
  fileprivate static let text = SQLColumn("text")
}
