internal import Planning
internal import Specification
internal import Tables

/// The events of a fact as one row per unit: read once, joined to the exposures, and aggregated under the window and the
/// condition of each term.
///
/// Events that do not count are kept together by their reason (`state`), so that the one pass also says where each went.
struct FactQuery {
  let exposures: PlannedExposures
  let index: Int
  let scales: EventScales
  let dialect: any SQLDialect

  private var fact: PlannedFact { exposures.facts[index] }
  private var columns: SourceColumns { SourceColumns(dialect: dialect, source: fact.source) }
  /// The values that are numbers, and those whose differences count.
  private var values: [String] { fact.values.indices.filter(isNumber).map { "y\($0)" } }
  private var texts: [String] { fact.values.indices.filter(isCounted).map { "t\($0)" } }
  private var conditions: [String] { fact.conditions.indices.map { "c\($0)" } }

  /// The events, where they are values themselves, and what is made of them.
  func kept() -> [KeptQuery] {
    var query = SQLText()
    query.step("source", columns.scan(fact.source.columnsInUse, of: fact.source.parts[...]))
    query.step("read_events", "select \((keys + own).joined(separator: ", ")) from source")
    query.step(
      "sorted_events", "select \(([state + " as state"] + clocks).joined(separator: ", ")), * from read_events")
    let single = fact.id == nil ? "sorted_events" : withoutRepeats(&query)
    let exposure = ["arm", "exposed_at"] + (exposures.countsDays ? ["exposed_day"] : [])
    let day = exposures.countsDays ? ", \(dialect.localDay(of: "moment", zone: exposures.zone)) as event_day" : ""
    let joined = exposure.map { "exposed.\($0)" } + (fact.isOfClusters ? ["exposed.unit_key as owner"] : [])
    query.step(
      "joined_events",
      "select \(joined.joined(separator: ", ")), event.*, moment - exposed.exposed_at as age\(day) "
        + "from \(single) as event left join \(exposed(exposure)) as exposed on \(isOfExposed)")
    let windows = fact.windows.enumerated().map { "(\(contains($1))) is true as w\($0)" }
    query.step("windowed", "select *, \(windows.joined(separator: ", ")) from joined_events")
    guard exposures.keepsEvents(of: fact) else {
      query.step("placed_events", "select \(placed) as place, * from windowed")
      let units = "case when place = 0 then \(fact.isOfClusters ? "owner" : "unit_key") end"
      let all = "select \(units) as unit_key, place, \((counts + aggregates).joined(separator: ", ")) "
      return [
        KeptQuery(
          name: KeptTable.fact(index), select: query.ending("\(all)from placed_events group by \(units), place"),
          reads: index + 1)
      ]
    }
    let events = "select \((["\(placed) as place"] + keptColumns).joined(separator: ", ")) from windowed"
    return [
      KeptQuery(name: KeptTable.events(index), select: query.ending(events), reads: index + 1),
      KeptQuery(name: KeptTable.fact(index), select: aggregationOfKept),
    ]
  }

  /// What is asked of the kept events, and nothing else, for they may be as many as the log has.
  private var keptColumns: [String] {
    ["unit_key", "moment", "age"] + (fact.terms.contains { $0.aggregate == .days } ? ["event_day"] : [])
      + (fact.id == nil ? [] : ["copies", "differs", "last_moment"]) + (mayMixClocks ? ["zoned", "unzoned"] : [])
      + values + texts + conditions + fact.windows.indices.map { "w\($0)" }
  }

  /// Once they are kept, the events that count are grouped by their unit alone, which is faster than by unit and place.
  private var aggregationOfKept: String {
    let events = KeptTable.events(index)
    let names = fact.terms.indices.map { "a\($0)" } + fact.values.indices.flatMap(qualityNames)
    let none = names.map { "\($0.hasPrefix("b") ? "0" : "null") as \($0)" }
    return "select unit_key, 0 as place, \((counts + aggregates).joined(separator: ", ")) from \(events) "
      + "where place = 0 group by unit_key union all "
      + "select null as unit_key, place, \((counts + none).joined(separator: ", ")) from \(events) "
      + "where place <> 0 group by place"
  }

  /// The units that events are joined to: all of them, or of each cluster the one that was exposed first, by whose exposure
  /// the cluster's events are selected and to which they add up.
  private func exposed(_ columns: [String]) -> String {
    guard let cluster = exposedCluster, fact.source.cluster != nil else { return KeptTable.exposed }
    let own = (["unit_key"] + columns + ["cluster_key"]).joined(separator: ", ")
    let keyed =
      "select unit_key, \(columns.joined(separator: ", ")), \(cluster) as cluster_key from \(KeptTable.exposed)"
    guard fact.isOfClusters else { return "(\(keyed))" }
    return "(select \(own) from (select *, row_number() over (partition by cluster_key order by exposed_at, unit_key) "
      + "as position from (\(keyed)) as keyed where arm >= 0 and cluster_key is not null) as ordered where position = 1)"
  }

  private var exposedCluster: String? {
    let own = SourceColumns(dialect: dialect, source: exposures.source)
    return exposures.source.cluster.map { own.reader($0).text }
  }

  /// Whether an event is that of an exposed unit, and where it says so of the unit's cluster.
  private var isOfExposed: String {
    guard fact.source.cluster != nil else { return "event.unit_key = exposed.unit_key" }
    return fact.isOfClusters
      ? "event.cluster_key = exposed.cluster_key"
      : "event.unit_key = exposed.unit_key and event.cluster_key = exposed.cluster_key"
  }

  /// The condition under which an event of the kept events is a value of a term, and the value.
  func value(of term: FactTerm) -> (condition: String, value: String) {
    let value = "y\(position(term.value))"
    return ("place = 0 and \(selects(term)) and \(value) is not null", value)
  }

  private var clusters: [String] { fact.source.cluster == nil ? [] : ["cluster_key"] }

  private var keys: [String] {
    let time = columns.reader(fact.time)
    let moments = MomentColumns(dialect: dialect, zone: fact.zone)
    let id = fact.id.map { ["\(columns.reader($0).text) as event_id"] } ?? []
    let printer = ExpressionPrinter(columns: columns)
    let filter = fact.source.filter.map { "(\(printer.print($0.root))) is not true" } ?? "false"
    let unit =
      fact.isOfClusters
      ? "cast(null as \(dialect.typeName(.text)))" : exposures.unitKey(fact.source, in: dialect)
    return [
      "\(unit) as unit_key", "\(filter) as is_filtered", "\(time.raw) is null as lacks_time",
      "\(moments.moment(time)) as moment",
    ] + (mayMixClocks ? ["\(dialect.statesOffset(time.raw)) as is_zoned"] : [])
      + clusters.map { "\(columns.reader(fact.source.cluster ?? "").text) as \($0)" } + id
  }

  /// The values as numbers, and as texts where their differences count; and the conditions.
  private var own: [String] {
    let printer = ExpressionPrinter(columns: columns)
    let reader = EventValues(columns: columns)
    let numbers = fact.values.indices.filter(isNumber).map { "\(reader.number(fact.values[$0])) as y\($0)" }
    let texts = fact.values.indices.filter(isCounted).map { index in
      let value = fact.values[index]
      let printed = printer.print(value.root)
      return "\(isInteger(value) ? printed : dialect.cast(printed, .text)) as t\(index)"
    }
    return numbers + texts
      + fact.conditions.enumerated().map { "(\(printer.print($1.root))) is true as c\($0)" }
  }

  /// Whether the times are texts, of which some may state their offset from UTC and others not.
  private var mayMixClocks: Bool { columns.reader(fact.time).type == .text }

  /// 1 for a time that states its offset, and for one that does not.
  private var clocks: [String] {
    guard mayMixClocks else { return [] }
    return [("is_zoned", "zoned"), ("not is_zoned", "unzoned")].map { condition, name in
      "case when moment is not null and \(condition) then 1 else 0 end as \(name)"
    }
  }

  private func isNumber(_ value: Int) -> Bool { fact.numbers.contains(fact.values[value].text.text) }

  private func isCounted(_ value: Int) -> Bool {
    fact.terms.contains { $0.aggregate == .countDistinct && $0.value?.text.text == fact.values[value].text.text }
  }

  /// Whether a value is a column of whole numbers, which differ as their texts do and are smaller.
  private func isInteger(_ value: TypedExpression) -> Bool {
    guard case .column(let column) = value.root.node else { return false }
    return fact.source.schema[column.name]?.type == .integer
  }

  /// 0, or why an event cannot be looked at.
  private var state: String {
    var branches = branch("is_filtered", .filtered)
    if !fact.isOfClusters { branches += branch("unit_key is null", .blankUnit) }
    for cluster in clusters { branches += branch("\(cluster) is null", .blankCluster) }
    branches += branch("lacks_time", .blankTime) + branch("moment is null", .unreadableTime)
    if fact.id != nil { branches += branch("event_id is null", .blankID) }
    return "case \(branches)else 0 end"
  }

  private func branch(_ condition: String, _ reason: EventLedger.Reason) -> String {
    "when \(condition) then \(reason.code) "
  }

  /// Of the rows of one id the least: the earliest, or of those at one time the least by its columns.
  private func withoutRepeats(_ query: inout SQLText) -> String {
    let fields = ["moment", "unit_key"] + clusters + values + texts + conditions
    query.step(
      "identified_events",
      "select state, count(*) as copies, \(dialect.leastRow(fields)) as first_row, "
        + "\(dialect.greatestRow(fields)) as last_row, max(moment) as last_moment\(mayMixClocks ? ", sum(zoned) as zoned, sum(unzoned) as unzoned" : "") from sorted_events "
        + "group by state, case when state = 0 then event_id end")
    let own = fields.map { "\(dialect.field($0, of: "first_row")) as \($0)" }
    query.step(
      "single_events",
      "select state, copies, last_moment\(mayMixClocks ? ", zoned, unzoned" : ""), case when state = 0 and first_row is distinct from last_row then 1 else 0 end as differs, "
        + "\(own.joined(separator: ", ")) from identified_events")
    return "single_events"
  }

  private func contains(_ window: FactWindow) -> String {
    guard window.isCalendar else { return "age >= \(window.from) and age < \(window.to)" }
    let day = TimeSpan.microsecondsOfDay
    let side = window.to <= 0 ? "age < 0" : "age >= 0"
    // A window that ends at exposure includes what happened before it on the same day.
    let last = window.to <= 0 ? "event_day - exposed_day <= 0" : "event_day - exposed_day < \(window.to / day)"
    return "event_day - exposed_day >= \(window.from / day) and \(last) and \(side)"
  }

  /// 0 for events that lie in a window, or why they do not count.
  private var placed: String {
    var branches = "when state <> 0 then state "
    if let end = exposures.endMoment(in: dialect) { branches += branch("moment >= \(end)", .afterEnd) }
    let anywhere = fact.windows.indices.map { "w\($0)" }.joined(separator: " or ")
    branches +=
      branch("arm is null", fact.isOfClusters ? .unknownCluster : .unknownUnit) + branch("arm < 0", .crossedUnit)
    branches += "when \(anywhere) then 0 " + branch("age < 0", .beforeExposure)
    return "case \(branches)else \(EventLedger.Reason.outsideWindows.code) end"
  }

  private var counts: [String] {
    let (rows, identical, differing, latest) =
      fact.id == nil
      ? ("count(*)", "0", "0", "moment")
      : (
        "sum(case when place in (0, \(Self.afterJoin)) then 1 else copies end)",
        "sum(case when place in (0, \(Self.afterJoin)) and differs = 0 then copies - 1 else 0 end)",
        "sum(case when place in (0, \(Self.afterJoin)) and differs = 1 then copies - 1 else 0 end)",
        "last_moment"
      )
    return ["\(rows) as events", "\(identical) as repeats", "\(differing) as differing", "max(\(latest)) as latest"]
      + ["zoned", "unzoned"].map { "\(mayMixClocks ? "sum(\($0))" : "0") as \($0)" }
  }

  /// The reasons of events that were told apart by their ids.
  private static let afterJoin = EventLedger.Reason.allCases.filter(\.isOfOneEvent).map { "\($0.code)" }
    .joined(separator: ", ")

  private var aggregates: [String] {
    fact.terms.enumerated().map { "\(aggregate($1)) as a\($0)" }
      + fact.values.indices.flatMap { zip(quality($0), qualityNames($0)).map { "\($0) as \($1)" } }
  }

  /// The condition under which an event counts for a term.
  func selects(_ term: FactTerm) -> String {
    let window = "w\(fact.windows.firstIndex(of: term.window) ?? 0)"
    guard let text = term.condition?.text.text,
      let position = fact.conditions.firstIndex(where: { $0.text.text == text })
    else { return window }
    return "\(window) and c\(position)"
  }

  private func position(_ value: TypedExpression?) -> Int {
    fact.values.firstIndex { $0.text.text == value?.text.text } ?? 0
  }

  private func aggregate(_ term: FactTerm) -> String {
    let v = position(term.value)
    func selected(_ value: String) -> String { "case when \(selects(term)) then \(value) end" }
    switch term.aggregate {
    case .count: return "count(\(selected(term.value == nil ? "1" : "y\(v)")))"
    case .any: return "max(\(selected("1")))"
    case .earliest: return "min(\(selected("age")))"
    case .days: return "count(distinct \(selected("event_day")))"
    case .countDistinct: return "count(distinct \(selected("t\(v)")))"
    case .max: return "max(\(selected("y\(v)")))"
    case .min: return "min(\(selected("y\(v)")))"
    case .first: return dialect.first(selected("y\(v)"), by: ["moment", "y\(v)"])
    // The latest; of several at one time the one with the smallest value.
    case .last: return dialect.first(selected("y\(v)"), by: ["-moment", "y\(v)"])
    case .sum: return "sum(\(selected(integer(v, term.discount))))"
    }
  }

  private func integer(_ v: Int, _ discount: DiscountRate? = nil) -> String {
    guard let discount else { return scales[fact.name, fact.values[v]].integer("y\(v)", in: dialect) }
    let years = "\(dialect.cast("age", .double)) / \(dialect.literal(Double(DiscountRate.year)))"
    return scales[fact.name, fact.values[v], isDiscounted: true]
      .integer("(y\(v) / power(\(dialect.literal(1 + discount.perYear)), \(years)))", in: dialect)
  }

  /// Of one value: how many events have none, how many do not fit their integer, and the largest magnitude.
  private func quality(_ v: Int) -> [String] {
    let users = fact.terms.filter { $0.value?.text.text == fact.values[v].text.text }
    let isAsked = users.map { "(\(selects($0)))" }.joined(separator: " or ")
    let none = "count(case when (\(isAsked)) and \(isNumber(v) ? "y" : "t")\(v) is null then 1 end)"
    guard isSummed(v) else { return [none] }
    // Before exposure, where nothing is discounted, values would grow without bound.
    let discounted = users.filter { $0.discount != nil }.map {
      " or (\(selects($0))) and (\(integer(v, $0.discount))) is null"
    }
    let unfit = "(\(integer(v))) is null\(discounted.joined())"
    return [
      none, "count(case when place = 0 and y\(v) is not null and (\(unfit)) then 1 end)",
      "max(case when place = 0 then abs(y\(v)) end)",
    ]
  }

  private func qualityNames(_ v: Int) -> [String] { isSummed(v) ? ["n\(v)", "b\(v)", "h\(v)"] : ["n\(v)"] }

  private func isSummed(_ v: Int) -> Bool { fact.summedValues.contains { $0.text.text == fact.values[v].text.text } }
}

extension EventLedger.Reason {
  /// How the reason is written in a query; 0 is "counted".
  var code: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// Whether an event that is dropped for the reason is one event, whose repeats were set apart.
  var isOfOneEvent: Bool {
    switch self {
    case .filtered, .blankUnit, .blankCluster, .blankTime, .unreadableTime, .blankID, .repeated, .differing, .blankKey,
      .unknownVariant,
      .noUnits:
      false
    case .afterEnd, .unknownUnit, .unknownCluster, .crossedUnit, .beforeExposure, .outsideWindows: true
    }
  }
}
