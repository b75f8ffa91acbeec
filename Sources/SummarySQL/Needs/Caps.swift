internal import Planning
internal import Statistics

/// The caps that are quantiles, by metric: of each metric's own population, over all variants together. A metric of which no
/// unit has a value has none.
///
/// A quantile of type 1 is one of the values, the same in any order of the rows.
package struct Caps: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { known.plan.uncapped.isEmpty ? [] : [UniqueUnits()] }

  package func passes(_ known: Answers) -> Int { known.plan.uncapped.isEmpty ? 0 : 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[String: Double]> {
    let plan = known.plan
    guard !plan.uncapped.isEmpty else { return .done([:]) }
    let parts = PipelineParts(known.ground(plan), dialect: dialect)
    var query = SQLText()
    let units = UnitPipeline(parts: parts).appendUnits(to: &query)
    parts.values.appendStates(to: &query, from: units, keeping: [MadeColumn(.arm)])
    let caps = plan.uncapped.enumerated().map { "\(cap(of: $1, plan, in: dialect)) as \(.cap($0))" }
    let text = query.ending("select \(caps.joined(separator: ", ")) from sorted where \(.arm) >= 0")
    return .select(text, scan: .units(groups: true)) { table in
      guard let row = table.map({ AnswerRow($0, 0) }) else { return .done([:]) }
      var caps: [String: Double] = [:]
      for (index, metric) in plan.uncapped.enumerated() { caps[metric.name] = try row.real(.cap(index)) }
      return .done(try checked(caps))
    }
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
