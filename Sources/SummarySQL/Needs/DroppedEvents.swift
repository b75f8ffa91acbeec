package import Planning
internal import Tables
internal import Terms

/// Events that cannot be looked at, belong to no unit of a fact of which none does, or count without a value: up to three for each fact
/// and cause.
package struct DroppedEvents: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [UnitTable(), GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[DroppedEventRows]> {
    guard let exposures = known.plan.exposures, let events = known[UnitTable()] else { return .done([]) }
    let questions = exposures.facts.indices.flatMap { index -> [(kind: DroppedEventRows, question: RowQuestion)] in
      let name = exposures.facts[index].name
      guard let ledger = events.facts.first(where: { $0.fact == name }), ledger.sharing == nil else { return [] }
      let query = EventExampleQuery(
        FactQuery(exposures: exposures, index: index, scales: EventScales(), dialect: dialect))
      let lacking = exposures.facts[index].values.indices.filter { value in
        ledger.withoutValue.contains { $0.value == exposures.facts[index].values[value].text.text }
      }
      let undecided = ledger.undecided > 0 ? Array(exposures.facts[index].conditions.indices) : []
      let causes =
        ledger.reasonsAtFault.map(DroppedEventRows.Cause.reason) + lacking.map { .value($0) }
        + undecided.map { .condition($0) }
      return causes.map { (kind: DroppedEventRows(fact: name, cause: $0, rows: []), question: query.question($0)) }
    }
    return .examples(questions) { found in
      .done(found.map { DroppedEventRows(fact: $0.kind.fact, cause: $0.kind.cause, rows: $0.rows) })
    }
  }

  /// Rows in memory are units already.
  package func answer(in table: MemoryTable, _ known: Answers) -> [DroppedEventRows] { [] }
}

extension DroppedEvents: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [DroppedEvents] {
    scope == .all && plan.exposures?.facts.isEmpty == false ? [DroppedEvents()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.droppedEvents = known[self] }
}
