internal import Planning
internal import Tables
internal import Terms

/// From rows of a file to single events: their keys, values and conditions, and why some cannot be looked at.
extension FactQuery {
  var clusters: [SQLColumn] { fact.source.cluster == nil ? [] : [.clusterKey] }

  var keys: [String] {
    let moments = MomentColumns(dialect: dialect, zone: fact.zone)
    let id = fact.id.map { ["\(columns.reader($0).text) as event_id"] } ?? []
    let cluster = fact.source.cluster.map { ["\(columns.reader($0).text) as \(.clusterKey)"] } ?? []
    let printer = ExpressionPrinter(columns: columns)
    let filter = fact.source.filter.map { printer.print($0.root) }
    let unit =
      fact.isOfClusters
      ? "cast(null as \(dialect.typeName(.text)))" : exposures.unitKey(fact.source, in: dialect)
    return [
      "\(unit) as \(.unitKey)", "\(filter.map { "(\($0)) is false" } ?? "false") as is_filtered",
      "\(filter.map { "(\($0)) is null" } ?? "false") as is_undecided",
    ] + moments.timed(fact.time.map(columns.reader)).map(\.selected)
      + (clock.map { ["\(dialect.statesOffset($0.raw)) as is_zoned"] } ?? []) + cluster + id
  }

  /// The values as numbers, and as texts where their differences count; and the conditions.
  var own: [String] {
    let printer = ExpressionPrinter(columns: columns)
    let reader = EventValues(columns: columns)
    let numbers = fact.values.indices.filter(isNumber).map { "\(reader.number(fact.values[$0])) as \(.number($0))" }
    let texts = fact.values.indices.filter(isCounted).map { index in
      let value = fact.values[index]
      let printed = printer.print(value.root)
      return "\(isInteger(value) ? printed : dialect.cast(printed, .text)) as \(.text(index))"
    }
    return numbers + texts
      + fact.conditions.enumerated().map { "(\(printer.print($1.root))) is true as \(.condition($0))" }
      + undecided.map { "\(fact.conditions.indices.map(isUndecided).joined(separator: " or ")) as \($0)" }
  }

  /// The mark of events of which nobody knows whether they meet a condition, where there are conditions.
  var undecided: [SQLColumn] { fact.conditions.isEmpty ? [] : [.undecided] }

  /// The same for each condition alone, where single ones are asked about.
  var unknowns: [String] { fact.conditions.indices.map { "\(isUndecided($0)) as \(.unknown($0))" } }

  /// Whether nobody knows if a condition is met, for what it names is blank. In columns of the source.
  private func isUndecided(_ condition: Int) -> String {
    "(\(ExpressionPrinter(columns: columns).print(fact.conditions[condition].root))) is null"
  }

  /// The times, where they are texts, of which some may state their offset from UTC and others not.
  private var clock: ColumnReader? {
    let time = fact.time.map(columns.reader)
    return time?.type == .text && time?.times == .iso ? time : nil
  }

  var mayMixClocks: Bool { clock != nil }

  /// The columns that say whether a time states its offset, where some may not.
  var clockMarks: [SQLColumn] { mayMixClocks ? [.zoned, .unzoned] : [] }

  /// 1 for a time that states its offset, and for one that does not.
  var clocks: [String] {
    guard mayMixClocks else { return [] }
    return [("is_zoned", SQLColumn.zoned), ("not is_zoned", .unzoned)].map { condition, name in
      "case when \(.moment) is not null and \(condition) then 1 else 0 end as \(name)"
    }
  }

  func isNumber(_ value: Int) -> Bool { fact.numbers.contains(fact.values[value].text.text) }

  func isCounted(_ value: Int) -> Bool {
    fact.terms.contains { $0.aggregate == .countDistinct && $0.value?.text.text == fact.values[value].text.text }
  }

  /// Whether a value is a column of whole numbers, which differ as their texts do and are smaller.
  private func isInteger(_ value: TypedExpression) -> Bool {
    guard case .column(let column) = value.root.node else { return false }
    return fact.source.schema[column.name]?.type == .integer
  }

  /// 0, or why an event cannot be looked at.
  var state: String {
    var branches = branch("is_filtered", .filtered) + branch("is_undecided", .undecided)
    if !fact.isOfClusters { branches += branch("\(.unitKey) is null", .blankUnit) }
    for cluster in clusters { branches += branch("\(cluster) is null", .blankCluster) }
    if fact.time != nil {
      branches += branch("\(.lacksTime)", .blankTime) + branch("\(.moment) is null", .unreadableTime)
    }
    if fact.id != nil { branches += branch("event_id is null", .blankID) }
    return "case \(branches)else 0 end"
  }

  func branch(_ condition: String, _ reason: EventLedger.Reason) -> String {
    "when \(condition) then \(reason.code) "
  }

  /// Of the rows of one id the least: the earliest, or of those at one time the least by its columns.
  func withoutRepeats(_ query: inout SQLText) -> String {
    // Of copies at one time the one that lacks nothing a condition asks for.
    let fields = ([.moment] + undecided + [.unitKey] + clusters + values + texts + conditions).names
    let marks = clockMarks.names
    let sums = marks.map { ", sum(\($0)) as \($0)" }.joined()
    query.step(
      "identified_events",
      "select \(.state), count(*) as \(.copies), \(dialect.leastRow(fields)) as first_row, "
        + "\(dialect.greatestRow(fields)) as last_row, max(\(.moment)) as \(.lastMoment)\(sums) from sorted_events "
        + "group by \(.state), case when \(.state) = 0 then event_id end")
    let own = fields.map { "\(dialect.field($0, of: "first_row")) as \($0)" }
    query.step(
      "single_events",
      "select \(([.state, .copies, .lastMoment].names + marks).joined(separator: ", ")), "
        + "case when \(.state) = 0 and first_row is distinct from last_row then 1 else 0 end as \(.differs), "
        + "\(own.joined(separator: ", ")) from identified_events")
    return "single_events"
  }
}
