internal import Planning
internal import Terms

/// Single rows of a fact: those whose events do not count, or count without a value.
struct EventExampleQuery {
  private let fact: FactQuery

  init(_ fact: FactQuery) { self.fact = fact }

  // MARK: Examples

  /// - Precondition: a reason is one of `EventLedger.reasonsAtFault`.
  func question(_ cause: DroppedEventRows.Cause) -> RowQuestion {
    var query = sorted
    func rows(_ step: String, _ condition: String, _ shown: [String] = []) -> RowQuestion {
      RowQuestion(
        query, of: fact.columns.source, from: step, where: condition, showing: shown, isDistinct: !shown.isEmpty)
    }
    switch cause {
    case .value(let value):
      appendPlaced(to: &query)
      return rows("placed_events", "\(.place) = 0 and \(lacks(value))")
    case .condition(let condition):
      appendPlaced(to: &query)
      return rows("placed_events", "\(.place) = 0 and \(.unknown(condition))")
    case .reason(.unknownUnit), .reason(.unknownCluster):
      let key = fact.fact.isOfClusters ? SQLColumn.clusterKey : .unitKey
      return rows("sorted_events", "\(.state) = 0", [fact.dialect.cast("\(key)", .text)])
    case .reason(.differing):
      appendDiffering(to: &query)
      return rows("sorted_events", isDiffering, ["event_id"])
    case .reason(let reason): return rows("sorted_events", "\(.state) = \(reason.code)")
    }
  }

  // MARK: Steps

  /// To `sorted_events`, with the place of each row in its file.
  private var sorted: SQLText {
    var query = SQLText()
    query.step("source", fact.columns.numberedScan(fact.columns.source.columnsInUse))
    let place = SQLColumn.names(.rowOfFile, .fileOfRow)
    query.step(
      "read_events", "select \((fact.keys + fact.own + fact.unknowns + place).joined(separator: ", ")) from source")
    query.step("sorted_events", "select \(fact.state) as \(.state), * from read_events")
    return query
  }

  /// To `placed_events`; repeats of an event are not set apart.
  private func appendPlaced(to query: inout SQLText) {
    fact.appendWindowed(to: &query, from: "sorted_events")
    query.step("placed_events", "select \(fact.placed) as \(.place), * from windowed")
  }

  /// To `differing_events`: the ids under which events differ.
  private func appendDiffering(to query: inout SQLText) {
    let fields = ([.moment, .unitKey] + fact.clusters + fact.values + fact.texts + fact.conditions).names
    query.step(
      "differing_events",
      "select event_id from sorted_events where \(.state) = 0 group by event_id "
        + "having \(fact.dialect.leastRow(fields)) is distinct from \(fact.dialect.greatestRow(fields))")
  }

  private var isDiffering: String { "event_id in (select event_id from differing_events)" }

  /// Whether an event has no value where one is asked of it.
  private func lacks(_ value: Int) -> String {
    let number = SQLColumn.number(value)
    return "\(fact.values.contains(number) ? number : .text(value)) is null"
  }
}
