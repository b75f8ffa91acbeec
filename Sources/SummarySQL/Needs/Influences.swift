internal import Planning
package import Statistics

/// What each unit adds to the error of its variant's survival curve, by the column that holds it; afterwards the table of units has
/// these values, where they are compared.
package struct Influences: Need {
  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] {
    guard let plan = known[optional: ScopedPlan(scope)] else { return [ScopedPlan(scope)] }
    return plan.survivals.map { EventTimes($0) }
  }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[String: [SurvivalInfluence?]]> {
    let plan = known[ScopedPlan(scope)]
    let adjusted = unique(plan.metrics.filter(\.needsInfluences).compactMap(\.survival))
    let influences = influences(known, of: adjusted)
    // The table has what all units need, those outside of a segment as well.
    guard !adjusted.isEmpty, let units = UnitTableQueries(known[ScopedPlan()]) else { return .done(influences) }
    let tables = adjusted.enumerated().map { index, survival in
      TemporaryTable.rows(known[EventTimes(survival)].influenceTable, name: TableName.influences(index))
    }
    return .materialize(tables + [.query(units.influencing(adjusted, in: dialect))]) { .done(influences) }
  }

  private func influences(_ known: Answers, of survivals: [PlannedSurvival]) -> [String: [SurvivalInfluence?]] {
    Dictionary(uniqueKeysWithValues: survivals.map { ($0.influence, known[EventTimes($0)].influences) })
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> [String: [SurvivalInfluence?]] {
    influences(known, of: known[ScopedPlan(scope)].survivals)
  }
}

extension UnitTableQueries {
  /// The table of units with the influence values of these curves.
  fileprivate func influencing(_ survivals: [PlannedSurvival], in dialect: any SQLDialect) -> TableQuery {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    var values: [String: String] = [:]
    var joins: [String] = []
    for (index, survival) in survivals.enumerated() {
      let table = TableName.influences(index)
      values[survival.influence] = "\(table).\(.influence)"
      joins.append(
        "left join \(table) on units.\(.arm) = \(table).\(.arm) and units.\(columns.name(survival.duration)) = \(table).\(.duration) "
          + "and case when units.\(columns.name(survival.occurrence)) then 1 else 0 end = \(table).\(.occurrence)")
    }
    return remade(replacing: values, joins, in: dialect)
  }
}
