package import Planning
internal import Statistics
internal import Tables

/// How long the units of each variant were seen without their event, and whether it ended that time: all that survival curves are
/// made of.
///
/// The units are those that the summary has.
package struct EventTimes: Need {
  let survival: PlannedSurvival

  package init(_ survival: PlannedSurvival) { self.survival = survival }

  private var scope: Scope { survival.segment.map(Scope.segment) ?? .all }

  package func prerequisites(_ known: Answers) -> [any Need] { [ScopedPlan(scope), UniqueUnits()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<WatchedUnits> {
    let plan = known[ScopedPlan(scope)]
    let strata = Array(plan.grouping.keys.prefix(plan.grouping.strata))
    let parts = PipelineParts(known.ground(of: scope), dialect: dialect)
    let columns = parts.columns
    var query = SQLText()
    let rows = SingleVariantRows(parts: parts).append(to: &query)
    let keys = strata.enumerated().map { "\(columns.reader($1).text) as \(.stratum($0))" }
    let names = ([.arm] + strata.indices.map(SQLColumn.stratum) + [.duration, .occurrence]).names
    let isComplete = survival.maturity.map { " and \(columns.name($0))" } ?? ""
    let isInside = survival.segment.map { " and \(columns.isIn($0))" } ?? ""
    query.step(
      "watched",
      "select \((["\(.arm)"] + keys).joined(separator: ", ")), \(columns.name(survival.duration)) as \(.duration), "
        + "case when \(columns.name(survival.occurrence)) then 1 else 0 end as \(.occurrence) "
        + "from \(rows) where \(.arm) >= 0\(isComplete)\(isInside)")
    let list = names.joined(separator: ", ")
    let text = query.ending("select \(list), count(*) as \(.units) from watched group by \(list) order by \(list)")
    return .select(text) { [survival] table in
      .done(try WatchedUnits(survival, table, strata: strata.count, variants: plan.variants.count))
    }
  }

  package func answer(in table: MemoryTable, _ known: Answers) throws -> WatchedUnits {
    let plan = known[ScopedPlan(scope)]
    let (durations, ends) = (table[survival.duration], table[survival.occurrence])
    let none = Array(repeating: [EventTable.Entry](), count: plan.variants.count)
    var entries = Array(repeating: none, count: table.strata(plan).count)
    for row in 0..<table.count {
      let stratum = entries.count == 1 ? 0 : table.stratum[row]
      let isEvent = ends[row] == 1
      entries[stratum][table.arm[row]].append(
        EventTable.Entry(time: durations[row], events: isEvent ? 1 : 0, censored: isEvent ? 0 : 1))
    }
    var tables: [[EventTable]] = []
    for stratum in entries { tables.append(try stratum.map { try EventTable($0) }) }
    return WatchedUnits(time: survival.time, strata: [], tables: SurvivalTables(strata: tables))
  }
}

extension EventTimes: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [EventTimes] {
    plan.survivals.map { EventTimes($0) }
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) {
    summary.survivals[survival] = known[self].tables
  }
}
