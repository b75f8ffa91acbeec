internal import Planning
internal import Terms

/// The events of each unit that faults of the log take away, counted once where an event was sent again.
struct EventLossQuery {
  private let fact: FactQuery
  private let measures: [EventLoss.Measure]
  let sums: LossSums

  init(_ fact: FactQuery, _ measures: [EventLoss.Measure]) {
    (self.fact, self.measures) = (fact, measures)
    sums = LossSums(
      measures: measures.indices.map {
        LossSums.Measure(lost: "(\(Self.all($0)) - \(Self.usable($0)))", all: Self.all($0))
      })
  }

  var text: String {
    var query = SQLText()
    query.step("source", fact.columns.scan(fact.fact.source.columnsInUse, of: fact.fact.source.parts[...]))
    query.step("read_events", "select \((fact.keys + fact.own + fact.unknowns).joined(separator: ", ")) from source")
    query.step("sorted_events", "select \(fact.state) as \(.state), * from read_events")
    fact.appendWindowed(to: &query, from: "sorted_events")
    let unit = fact.fact.isOfClusters ? "owner" : "\(.unitKey)"
    let counts = measures.enumerated().flatMap { index, measure in
      let (all, usable) = self.counts(measure)
      return ["\(all) as \(Self.all(index))", "\(usable) as \(Self.usable(index))"]
    }
    query.step(
      "events_of_units",
      "select \(.arm), \(unit) as \(.unitKey), \(counts.joined(separator: ", ")) from windowed "
        + "where \(.arm) >= 0 group by \(.arm), \(unit)")
    let groups = appendGroups(to: &query)
    return sums.ending(query, from: groups)
  }

  /// Units that come in clusters lose their events together.
  private func appendGroups(to query: inout SQLText) -> String {
    guard let cluster = fact.exposedCluster else { return "events_of_units" }
    let totals = measures.indices.flatMap { [Self.all($0), Self.usable($0)] }.map { "sum(\($0)) as \($0)" }
    query.step(
      "events_of_clusters",
      "select events.\(.arm), \(totals.joined(separator: ", ")) from events_of_units as events "
        + "join (select \(.unitKey), \(cluster) as \(.clusterKey) from \(TableName.exposed)) as known "
        + "on events.\(.unitKey) = known.\(.unitKey) group by events.\(.arm), \(.clusterKey)")
    return "events_of_clusters"
  }

  /// Whether an event is that of the experiment, as the end of a condition; where events have times this one's is known.
  private var isInTime: String {
    fact.exposures.endMoment(in: fact.dialect).map { " and (\(.moment) is null or \(.moment) < \($0))" } ?? ""
  }

  /// All events of a unit that are asked for, and those of them that can be used.
  private func counts(_ measure: EventLoss.Measure) -> (all: String, usable: String) {
    let isTimeless = "\(.state) in (\(EventLedger.Reason.blankTime.code), \(EventLedger.Reason.unreadableTime.code))"
    switch measure {
    case .presence:
      let isAsked = "count(case when \(.state) <> \(EventLedger.Reason.filtered.code) then 1 end)"
      return (isAsked, isAsked)
    case .time(let condition):
      let meets = condition.map { condition -> String in
        let position = planned(condition.text.text, in: fact.fact.conditions.map(\.text.text))
        return " and \(.condition(position))"
      }
      let usable = "\(.state) = 0\(meets ?? "")"
      return (events("(\(.state) = 0 or \(isTimeless))\(meets ?? "")"), events(usable))
    case .filter:
      let (filtered, undecided) = (EventLedger.Reason.filtered.code, EventLedger.Reason.undecided.code)
      return (events("\(.state) in (0, \(filtered), \(undecided))"), events("\(.state) in (0, \(filtered))"))
    case .condition(let term):
      let window = "\(.state) = 0 and \(.window(planned(term.window, in: fact.fact.windows)))\(isInTime)"
      guard let condition = fact.fact.condition(of: term) else { return ("0", "0") }
      return (events(window), events("\(window) and not \(.unknown(condition))"))
    case .event(let term):
      let counts = "\(.state) in (0, \(EventLedger.Reason.blankID.code)) and \(fact.selects(term))\(isInTime)"
      let value = term.value.map { _ in fact.fact.value(of: term) }
      let hasValue = value.map { " and \(fact.isNumber($0) ? SQLColumn.number($0) : .text($0)) is not null" }
      return (events(counts), events("\(.state) = 0 and \(fact.selects(term))\(isInTime)\(hasValue ?? "")"))
    }
  }

  /// How many events meet a condition: ids, and rows that have none.
  private func events(_ condition: String) -> String {
    guard fact.fact.id != nil else { return "count(case when \(condition) then 1 end)" }
    return "(count(distinct case when \(condition) then event_id end) "
      + "+ count(case when \(condition) and event_id is null then 1 end))"
  }

  private static func all(_ index: Int) -> String { "events\(index)" }
  private static func usable(_ index: Int) -> String { "usable\(index)" }
}
