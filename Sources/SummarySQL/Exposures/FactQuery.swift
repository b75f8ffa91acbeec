internal import Planning
internal import Tables
internal import Terms

/// The events of a fact as one row per unit: read once, joined to the exposures, and aggregated under the window and the
/// condition of each term.
///
/// Events that do not count are kept together by their reason (`state`), so that the one pass also says where each went.
struct FactQuery {
  let exposures: PlannedExposures
  let index: Int
  let scales: EventScales
  /// The caps of events that are quantiles; nothing is cut where one is not known yet.
  var caps: [FactTerm: Double] = [:]
  let dialect: any SQLDialect

  var fact: PlannedFact { exposures.facts[index] }
  var columns: SourceColumns { SourceColumns(dialect: dialect, source: fact.source) }
  /// The values that are numbers, and those whose differences count.
  var values: [SQLColumn] { fact.values.indices.filter(isNumber).map(SQLColumn.number) }
  var texts: [SQLColumn] { fact.values.indices.filter(isCounted).map(SQLColumn.text) }
  var conditions: [SQLColumn] { fact.conditions.indices.map(SQLColumn.condition) }

  /// The events, where they are values themselves, and what is made of them.
  func tables() -> [TableQuery] {
    var query = SQLText()
    query.step("source", columns.scan(fact.source.columnsInUse, of: fact.source.parts[...]))
    query.step("read_events", "select \((keys + own).joined(separator: ", ")) from source")
    query.step(
      "sorted_events", "select \(([state + " as \(.state)"] + clocks).joined(separator: ", ")), * from read_events")
    let single = fact.id == nil ? "sorted_events" : withoutRepeats(&query)
    appendWindowed(to: &query, from: single)
    guard exposures.keepsEvents(of: fact) else {
      query.step("placed_events", "select \(placed) as \(.place), * from windowed")
      let units = "case when \(.place) = 0 then \(fact.isOfClusters ? "owner" : "\(.unitKey)") end"
      let all = "select \(units) as \(.unitKey), \(.place), \((counts + aggregates).joined(separator: ", ")) "
      return [
        TableQuery(
          name: TableName.fact(index), select: query.ending("\(all)from placed_events group by \(units), \(.place)"),
          scan: .events(fact: index))
      ]
    }
    let events = "select \((["\(placed) as \(.place)"] + keptColumns.names).joined(separator: ", ")) from windowed"
    return [
      TableQuery(name: TableName.events(index), select: query.ending(events), scan: .events(fact: index)),
      TableQuery(name: TableName.fact(index), select: aggregationOfKept),
    ]
  }

  /// To `windowed`: events with the exposure of their unit, and whether they lie in each window.
  func appendWindowed(to query: inout SQLText, from step: String) {
    let exposure: [SQLColumn] = [.arm, .exposedAt] + (exposures.countsDays ? [.exposedDay] : [])
    let day =
      exposures.countsDays ? ", \(dialect.localDay(of: "\(.moment)", zone: exposures.zone)) as \(.eventDay)" : ""
    let joined = exposure.map { "exposed.\($0)" } + (fact.isOfClusters ? ["exposed.\(.unitKey) as owner"] : [])
    query.step(
      "joined_events",
      "select \(joined.joined(separator: ", ")), event.*, \(.moment) - exposed.\(.exposedAt) as \(.age)\(day) "
        + "from \(step) as event left join \(exposed(exposure)) as exposed on \(isOfExposed)")
    let windows = fact.windows.enumerated().map { "(\(contains($1))) is true as \(.window($0))" }
    query.step("windowed", "select *, \(windows.joined(separator: ", ")) from joined_events")
  }

  /// What is asked of the kept events, and nothing else, for they may be as many as the log has.
  private var keptColumns: [SQLColumn] {
    let day: [SQLColumn] = fact.terms.contains { $0.aggregate == .days } ? [.eventDay] : []
    let identity: [SQLColumn] = fact.id == nil ? [] : [.copies, .differs, .lastMoment]
    return [.unitKey, .moment, .age] + day + identity + clockMarks + values + texts + conditions + undecided + windows
  }

  private var windows: [SQLColumn] { fact.windows.indices.map(SQLColumn.window) }

  /// Once they are kept, the events that count are grouped by their unit alone, which is faster than by unit and place.
  var aggregationOfKept: String {
    let events = TableName.events(index)
    let unfit = fact.values.indices.map(SQLColumn.unfit)
    let none = (fact.terms.indices.map(SQLColumn.total) + fact.values.indices.flatMap(qualityColumns) + undecided)
      .map { "\(unfit.contains($0) ? "0" : "null") as \($0)" }
    return "select \(.unitKey), 0 as \(.place), \((counts + aggregates).joined(separator: ", ")) from \(events) "
      + "where \(.place) = 0 group by \(.unitKey) union all "
      + "select null as \(.unitKey), \(.place), \((counts + none).joined(separator: ", ")) from \(events) "
      + "where \(.place) <> 0 group by \(.place)"
  }

  /// The units that events are joined to: all of them, or of each cluster the one that was exposed first, by whose exposure
  /// the cluster's events are selected and to which they add up.
  private func exposed(_ columns: [SQLColumn]) -> String {
    guard let cluster = exposedCluster, fact.source.cluster != nil else { return TableName.exposed }
    let own = ([.unitKey] + columns + [.clusterKey]).names.joined(separator: ", ")
    let keyed =
      "select \(.unitKey), \(columns.names.joined(separator: ", ")), \(cluster) as \(.clusterKey) from \(TableName.exposed)"
    guard fact.isOfClusters else { return "(\(keyed))" }
    return
      "(select \(own) from (select *, row_number() over (partition by \(.clusterKey) order by \(.exposedAt), \(.unitKey)) "
      + "as position from (\(keyed)) as keyed where \(.arm) >= 0 and \(.clusterKey) is not null) as ordered where position = 1)"
  }

  /// The cluster of a unit, of which data may have none.
  var exposedCluster: String? {
    let own = SourceColumns(dialect: dialect, source: exposures.source)
    return exposures.source.cluster.map { own.reader($0).text }
  }

  /// Whether an event is that of an exposed unit, and where it says so of the unit's cluster.
  private var isOfExposed: String {
    guard fact.source.cluster != nil else { return "event.\(.unitKey) = exposed.\(.unitKey)" }
    return fact.isOfClusters
      ? "event.\(.clusterKey) = exposed.\(.clusterKey)"
      : "event.\(.unitKey) = exposed.\(.unitKey) and event.\(.clusterKey) = exposed.\(.clusterKey)"
  }

  private func contains(_ window: FactWindow) -> String {
    if window.isAlways { return "true" }
    guard window.isCalendar else { return "\(.age) >= \(window.from) and \(.age) < \(window.to)" }
    let day = TimeSpan.microsecondsOfDay
    let side = window.to <= 0 ? "\(.age) < 0" : "\(.age) >= 0"
    // A window that ends at exposure includes what happened before it on the same day.
    let last =
      window.to <= 0 ? "\(.eventDay) - \(.exposedDay) <= 0" : "\(.eventDay) - \(.exposedDay) < \(window.to / day)"
    return "\(.eventDay) - \(.exposedDay) >= \(window.from / day) and \(last) and \(side)"
  }

  /// 0 for events that lie in a window, or why they do not count.
  var placed: String {
    var branches = "when \(.state) <> 0 then \(.state) "
    if let end = exposures.endMoment(in: dialect) { branches += branch("\(.moment) >= \(end)", .afterEnd) }
    let anywhere = windows.names.joined(separator: " or ")
    branches +=
      branch("\(.arm) is null", fact.isOfClusters ? .unknownCluster : .unknownUnit)
      + branch("\(.arm) < 0", .crossedUnit)
    branches += "when \(anywhere) then 0 " + branch("\(.age) < 0", .beforeExposure)
    return "case \(branches)else \(EventLedger.Reason.outsideWindows.code) end"
  }
}
