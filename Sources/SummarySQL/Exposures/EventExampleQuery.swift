internal import Planning
internal import Terms

/// Rows of a fact whose events do not count, or count without a value.
struct EventExampleQuery {
  private let fact: FactQuery

  init(_ fact: FactQuery) { self.fact = fact }

  /// - Precondition: a reason is one of `EventLedger.reasonsAtFault`.
  func question(_ cause: DroppedEventRows.Cause) -> RowQuestion {
    var query = SQLText()
    let columns = fact.columns
    query.step("source", columns.numberedScan(columns.source.columnsInUse))
    let place = SQLColumn.names(.rowOfFile, .fileOfRow)
    query.step("read_events", "select \((fact.keys + fact.own + place).joined(separator: ", ")) from source")
    query.step("sorted_events", "select \(fact.state) as \(.state), * from read_events")
    func rows(_ step: String, _ condition: String, _ shown: [String] = []) -> RowQuestion {
      RowQuestion(
        query, of: columns.source, from: step, where: condition, showing: shown, isDistinct: !shown.isEmpty)
    }
    switch cause {
    case .value(let value):
      let missing =
        [SQLColumn.number(value)].filter { fact.values.contains($0) }
        + [.text(value)].filter { fact.texts.contains($0) }
      fact.appendWindowed(to: &query, from: "sorted_events")
      query.step("placed_events", "select \(fact.placed) as \(.place), * from windowed")
      return rows(
        "placed_events", "\(.place) = 0 and \(missing.map { "\($0) is null" }.joined(separator: " and "))")
    case .reason(.unknownUnit), .reason(.unknownCluster):
      let key = fact.fact.isOfClusters ? SQLColumn.clusterKey : .unitKey
      return rows("sorted_events", "\(.state) = 0", [fact.dialect.cast("\(key)", .text)])
    case .reason(.differing):
      let fields = ([.moment, .unitKey] + fact.clusters + fact.values + fact.texts + fact.conditions).names
      query.step(
        "differing_events",
        "select event_id from sorted_events where \(.state) = 0 group by event_id "
          + "having \(fact.dialect.leastRow(fields)) is distinct from \(fact.dialect.greatestRow(fields))")
      return rows("sorted_events", "event_id in (select event_id from differing_events)", ["event_id"])
    case .reason(let reason): return rows("sorted_events", "\(.state) = \(reason.code)")
    }
  }
}
