internal import Planning

/// Makes the table of units that of the exposed units that did not trigger, in their variants.
///
/// The last need of all that the table serves, for it takes the triggered units out.
package struct UntriggeredUnits: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { known.plan.needsOfAnalyzedUnits }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<Void> {
    guard let query = UnitTableQueries(known[ScopedPlan()])?.untriggered(in: dialect) else { return .done(()) }
    return .materialize([.query(query)]) { .done(()) }
  }

  package func answer(in table: MemoryTable, _ known: Answers) {}
}
