internal import Planning

/// Makes the table of units count each unit's events on both sides of the raw quantiles, where events are the values.
package struct EventCounts: Need {
  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] { [RawQuantiles(scope)] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<Void> {
    let query = UnitTableQueries(known[ScopedPlan(scope)])?.counting(known.thresholds(scope), in: dialect)
    guard let query else { return .done(()) }
    return .materialize([.query(query)]) { .done(()) }
  }

  package func answer(in table: MemoryTable, _ known: Answers) {}
}
