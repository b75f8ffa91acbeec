package import Planning
internal import Tables
internal import Terms

/// How long the units of each variant took from one step of a funnel to the next: `[variant][step]`.
///
/// It is asked of the same units as the steps themselves.
package struct FunnelTimes: Need {
  /// Position among the funnels of the plan.
  let index: Int

  package init(_ index: Int) { self.index = index }

  package func prerequisites(_ known: Answers) -> [any Need] { [UniqueUnits()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[[StepTimes]]> {
    let plan = known.plan
    guard let exposures = plan.exposures else { return .done([]) }
    let funnel = plan.funnels[index]
    let parts = PipelineParts(known.ground(plan), dialect: dialect)
    var query = SQLText()
    let rows = SingleVariantRows(parts: parts).append(to: &query)
    let table = TableName.funnel(planned(funnel.term, in: exposures.funnels))
    let condition = parts.condition(of: funnel.steps.population).map { " and \($0)" } ?? ""
    let steps = funnel.term.steps.indices
    query.step("counted_units", "select \(.arm), \(.unitKey) from \(rows) where \(.arm) >= 0\(condition)")
    let times = steps.map(SQLColumn.passage).map { "funnel.\($0) as \($0)" }
    query.step(
      "times",
      "select counted_units.\(.arm) as \(.arm), \(times.joined(separator: ", ")) "
        + "from counted_units join \(table) as funnel on counted_units.\(.unitKey) = funnel.\(.unitKey)")
    let selected = steps.flatMap { step in
      [(share: "0.5", column: SQLColumn.median(step)), ("0.9", .ninetieth(step))].map { share, column in
        "\(dialect.quantile("\(.passage(step))", share)) as \(column)"
      }
    }
    let text = query.ending("select \(.arm), \(selected.joined(separator: ", ")) from times group by \(.arm)")
    return .select(text) { .done(try Self.decode($0, steps: steps.count, variants: plan.variants.count)) }
  }

  private static func decode(_ table: Table?, steps: Int, variants: Int) throws(MalformedResult) -> [[StepTimes]] {
    let none = StepTimes(median: nil, ninetieth: nil)
    var all = Array(repeating: Array(repeating: none, count: steps), count: variants)
    guard let table else { return all }
    for index in 0..<table.rowCount {
      let row = AnswerRow(table, index)
      let variant = try row.integer(.arm)
      for step in 0..<steps {
        all[variant][step] = StepTimes(
          median: try row.wideInteger(.median(step)).map { Int64($0) },
          ninetieth: try row.wideInteger(.ninetieth(step)).map { Int64($0) })
      }
    }
    return all
  }

  /// Rows in memory have no times of single steps.
  package func answer(in table: MemoryTable, _ known: Answers) -> [[StepTimes]] { [] }
}

extension FunnelTimes: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [FunnelTimes] {
    scope == .all ? plan.funnels.indices.map { FunnelTimes($0) } : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.funnelTimes[index] = known[self] }
}

extension SQLColumn {
  /// Integer: the median of the microseconds to a step.
  fileprivate static func median(_ step: Int) -> SQLColumn { SQLColumn("half_t\(step)") }
  /// Integer: the time within which nine of ten units reached it.
  fileprivate static func ninetieth(_ step: Int) -> SQLColumn { SQLColumn("most_t\(step)") }
}
