internal import Planning
internal import Statistics
internal import Terms

/// The caps that are quantiles, by metric: of each metric's own population, over all variants together. A metric of which no
/// unit has a value has none.
///
/// A quantile of type 1 is one of the values, the same in any order of the rows.
package struct Caps: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { known.plan.uncapped.isEmpty ? [] : [UniqueUnits()] }

  package func passes(_ known: Answers) -> Int { known.plan.uncapped.isEmpty ? 0 : 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) throws -> Step<[String: Double]> {
    let plan = known.plan
    let ofEvents = try eventCaps(known)
    let metrics = plan.uncapped.filter { $0.eventCap == nil }
    guard !metrics.isEmpty else { return .done(ofEvents) }
    let parts = PipelineParts(known.ground(plan), dialect: dialect)
    var query = SQLText()
    let rows = appendRows(parts, to: &query)
    parts.values.appendStates(to: &query, from: rows, keeping: [MadeColumn(.arm)])
    let caps = metrics.enumerated().map { "\(cap(of: $1, plan, in: dialect)) as \(.cap($0))" }
    let text = query.ending("select \(caps.joined(separator: ", ")) from sorted where \(.arm) >= 0")
    return .select(text, scan: .units(groups: true)) { table in
      guard let row = table.map({ AnswerRow($0, 0) }) else { return .done(ofEvents) }
      var caps: [String: Double] = [:]
      for (index, metric) in metrics.enumerated() { caps[metric.name] = try row.real(.cap(index)) }
      return .done(try checked(caps).merging(ofEvents) { $1 })
    }
  }

  /// Single events, where each is cut, else units.
  private func appendRows(_ parts: PipelineParts, to query: inout SQLText) -> String {
    guard parts.plan.source.rows == .events else { return UnitPipeline(parts: parts).appendUnits(to: &query) }
    PlacedStep(plan: parts.plan, columns: parts.columns, printer: parts.printer).append(to: &query)
    return "placed"
  }

  /// The caps of the events of facts, which the table of units was made with.
  private func eventCaps(_ known: Answers) throws(NeedFault) -> [String: Double] {
    guard known.plan.uncapped.contains(where: { $0.eventCap != nil }) else { return [:] }
    let caps = known[UnitTable()]?.caps ?? [:]
    return try checked(
      known.plan.uncapped.reduce(into: [:]) { all, metric in all[metric.name] = metric.eventCap.flatMap { caps[$0.key] }
      })
  }

  private func cap(of metric: PlannedMetric, _ plan: AnalysisPlan, in dialect: any SQLDialect) -> String {
    guard let quantile = metric.capQuantile else { return "null" }
    let value = "\(.value(plan.position(of: metric.cappedValues)))"
    let counts =
      "\(.reason(plan.position(of: metric.population))) = 0" + (quantile.isOfNonzero ? " and \(value) <> 0" : "")
    return dialect.quantile("case when \(counts) then \(value) end", "\(quantile.share)")
  }

  private func checked(_ caps: [String: Double]) throws(NeedFault) -> [String: Double] {
    let empty = caps.filter { $0.value <= 0 }
    if !empty.isEmpty { throw .emptyCaps(empty) }
    return caps
  }

  package func answer(in table: MemoryTable, _ known: Answers) throws -> [String: Double] {
    var caps: [String: Double] = [:]
    for metric in known.plan.uncapped {
      guard let quantile = metric.capQuantile else { continue }
      let vectors = RowVectors(known.plan, metric.population, table)
      let coordinate = planned(metric.cappedValues, in: metric.population.coordinates)
      let values = (0..<vectors.count).map { vectors[$0, coordinate] }.filter { !quantile.isOfNonzero || $0 != 0 }
        .sorted()
      guard !values.isEmpty else { continue }
      caps[metric.name] = values[RankedValues.rank(at: quantile.share, of: values.count) - 1]
    }
    return try checked(caps)
  }
}

extension SQLColumn {
  /// Double: the cap of a metric, by its position among those that have none yet.
  fileprivate static func cap(_ metric: Int) -> SQLColumn { SQLColumn("cap\(metric)") }
}
