package import Planning
internal import Tables

/// The exposure log and facts as a table with one row per unit, which later queries read, and what the logs show beside it; nil
/// where the files have units.
package struct UnitTable: Need {
  /// A second pass knows the largest value of all.
  private static let mostPasses = 3

  package init() {}

  package func passes(_ known: Answers) -> Int { known.plan.exposures.map { 1 + $0.facts.count } ?? 0 }

  package func step(_ known: Answers, in dialect: any SQLDialect) throws -> Step<ExposureSummary?> {
    let plan = known.plan
    guard let exposures = plan.exposures, let questions = ExposureSummaryQuery(plan), let units = UnitTableQueries(plan)
    else { return .done(nil) }
    let looks = exposures.facts.map { EventScaleQuery($0) }.filter { $0.text(in: dialect) != nil }
    guard !looks.isEmpty else {
      return try Self.materialize(units, questions, EventScales(), Self.mostPasses, in: dialect)
    }
    return .select(looks.compactMap { $0.text(in: dialect) }.map { Selection($0) }) { tables in
      var scales = EventScales()
      for (look, table) in zip(looks, tables ?? []) { scales = scales.replacing(try look.decode(table)) }
      return try Self.materialize(units, questions, scales, Self.mostPasses, in: dialect)
    }
  }

  /// - Parameter passes: as many as may still be taken until all values fit their scales.
  private static func materialize(
    _ units: UnitTableQueries, _ questions: ExposureSummaryQuery, _ scales: EventScales, _ passes: Int,
    in dialect: any SQLDialect
  ) throws -> Step<ExposureSummary?> {
    guard passes > 0 else { throw NeedFault.changedSource }
    let small = [questions.bounds(in: dialect), questions.crossings()] + questions.ledgers(scales, in: dialect)
    return .materialize(units.scaled(scales).all(in: dialect).map(TemporaryTable.query)) {
      .select(small.map { Selection($0) }) { tables in
        guard let tables else { return .done(questions.unseen) }
        let better = try questions.betterScales(Array(tables.dropFirst(2)))
        guard better.isEmpty else {
          return try materialize(units, questions, scales.replacing(better), passes - 1, in: dialect)
        }
        return try cut(
          units.scaled(scales),
          questions.decode(bounds: tables[0], crossings: tables[1], ledgers: Array(tables.dropFirst(2))), in: dialect)
      }
    }
  }

  /// Cuts the values of events at the quantiles that are read of them.
  private static func cut(
    _ units: UnitTableQueries, _ summary: ExposureSummary, in dialect: any SQLDialect
  ) throws -> Step<ExposureSummary?> {
    let questions = units.capQuestions(in: dialect)
    guard !questions.isEmpty else { return .done(summary) }
    return .select(questions.map { Selection($0.text) }) { tables in
      var found = summary
      for (question, table) in zip(questions, tables ?? []) {
        found.caps[question.term] = try AnswerRow(table, 0).real(.cap)
      }
      let known = found
      return .materialize(units.cut(at: known.caps, in: dialect).map(TemporaryTable.query)) { .done(known) }
    }
  }

  /// Rows in memory are units, events or clusters already.
  package func answer(in table: MemoryTable, _ known: Answers) -> ExposureSummary? { nil }
}
