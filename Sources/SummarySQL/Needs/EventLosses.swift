internal import Diagnostics
package import Planning
internal import Terms

/// Events of units that faults of the log take from metrics, by variant; the log is read again only where there are such events.
package struct EventLosses: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [UnitTable()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[EventLoss]> {
    let plan = known.plan
    guard let exposures = plan.exposures, let events = known[UnitTable()] else { return .done([]) }
    let terms = unique(plan.metrics.flatMap { plan.factTerms(of: $0.name) })
    let asked = exposures.facts.indices.compactMap {
      index -> (fact: String, measures: [EventLoss.Measure], query: EventLossQuery)? in
      let fact = exposures.facts[index]
      guard let ledger = events.facts.first(where: { $0.fact == fact.name }), ledger.sharing == nil else { return nil }
      let measures = EventLoss.Measure.all(of: terms.filter { $0.fact.value == fact.name }, ledger)
      guard !measures.isEmpty else { return nil }
      let query = FactQuery(exposures: exposures, index: index, scales: EventScales(), dialect: dialect)
      return (fact.name, measures, EventLossQuery(query, measures))
    }
    guard !asked.isEmpty else { return .done([]) }
    return .select(asked.map { Selection($0.query.text) }) { tables in
      var found: [EventLoss] = []
      for (asked, table) in zip(asked, tables ?? []) {
        let arms = try asked.query.sums.decode(table, variants: plan.variants.count)
        found += zip(asked.measures, arms).map { EventLoss(fact: asked.fact, measure: $0, arms: $1) }
      }
      return .done(found)
    }
  }

  /// Rows in memory are units already.
  package func answer(in table: MemoryTable, _ known: Answers) -> [EventLoss] { [] }
}

extension EventLosses: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [EventLosses] {
    scope == .all && plan.exposures?.facts.isEmpty == false ? [EventLosses()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.eventLosses = known[self] }
}
