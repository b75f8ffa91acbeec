package import Planning
internal import Terms

/// The queries that make an exposure log and facts into a table with one row per unit, in their order: each source is read
/// once, and facts are aggregated to units before they are joined, so that no join multiplies rows.
package struct UnitTableQueries: Sendable {
  let plan: AnalysisPlan
  private let exposures: PlannedExposures
  private var scales: EventScales
  /// The caps of events that are quantiles, as far as they are known.
  private var caps: [FactTerm: Double] = [:]

  /// nil where the plan reads units from files.
  package init?(_ plan: AnalysisPlan) {
    guard let exposures = plan.exposures else { return nil }
    (self.plan, self.exposures, scales) = (plan, exposures, EventScales())
  }

  /// The same with other scales.
  func scaled(_ scales: EventScales) -> UnitTableQueries {
    var scaled = self
    scaled.scales = scales
    return scaled
  }

  // MARK: Caps of events

  /// The terms whose caps are quantiles of events, each with the SELECT of its cap.
  func capQuestions(in dialect: any SQLDialect) -> [(term: FactTerm, text: String)] {
    exposures.facts.indices.flatMap { index in
      exposures.facts[index].terms.filter { $0.cutQuantile != nil && $0.cut?.part == .upTo }.map {
        ($0, fact(index, in: dialect).cap(of: $0))
      }
    }
  }

  /// The tables once more in which something is cut, with caps that are known now.
  func cut(at caps: [FactTerm: Double], in dialect: any SQLDialect) -> [TableQuery] {
    var cut = self
    cut.caps = caps
    let facts = exposures.facts.indices.filter { index in
      exposures.facts[index].terms.contains { $0.cutQuantile != nil }
    }
    return facts.map { TableQuery(name: TableName.fact($0), select: cut.fact($0, in: dialect).aggregationOfKept) }
      + [cut.units(in: dialect)]
  }

  package func all(in dialect: any SQLDialect) -> [TableQuery] {
    [ExposedQuery(plan: plan, exposures: exposures, dialect: dialect).table()]
      + exposures.facts.indices.flatMap { index in
        exposures.facts[index].join == nil
          ? fact(index, in: dialect).tables()
          : SharedFactQuery(plan: plan, exposures: exposures, index: index, scales: scales, dialect: dialect).tables()
      }
      + exposures.funnels.indices.map { FunnelQuery(exposures: exposures, index: $0, dialect: dialect).table() }
      + [units(in: dialect)]
  }

  private func fact(_ index: Int, in dialect: any SQLDialect) -> FactQuery {
    FactQuery(exposures: exposures, index: index, scales: scales, caps: caps, dialect: dialect)
  }

  /// The table of units with the counts of events on both sides of the raw quantiles; nil where no metric needs them.
  package func counting(_ thresholds: [PlannedQuantile: [Double?]], in dialect: any SQLDialect) -> TableQuery? {
    let quantiles = plan.quantiles.filter { $0.events != nil }
    guard !quantiles.isEmpty else { return nil }
    var counted: [String: String] = [:]
    var joins: [String] = []
    for (index, quantile) in quantiles.enumerated() {
      guard let events = quantile.events else { continue }
      let fact = exposures.position(of: events.term).fact
      let (condition, value) = self.fact(fact, in: dialect).value(of: events.term)
      let threshold = TermReader.threshold(thresholds[quantile, default: []], in: dialect)
      joins.append(
        "left join (select event.\(.unitKey), count(case when \(value) <= \(threshold) then 1 end) as upto, "
          + "count(case when \(value) < \(threshold) then 1 end) as below "
          + "from \(TableName.events(fact)) as event where \(condition) group by event.\(.unitKey)) as quantile\(index) "
          + "on units.\(.unitKey) = quantile\(index).\(.unitKey)")
      counted[events.counts[0]] = "coalesce(quantile\(index).upto, 0)"
      counted[events.counts[2]] = "coalesce(quantile\(index).below, 0)"
    }
    return remade(replacing: counted, joins, in: dialect)
  }

  /// The table of units with other values in some of its derived columns, or with other arms.
  func remade(
    replacing values: [String: String] = [:], arm: String = "units.\(.arm)", _ joins: [String],
    in dialect: any SQLDialect
  ) -> TableQuery {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let derived = exposures.derived.map { column in
      let name = columns.name(column.name)
      return "\(values[column.name] ?? "units.\(name)") as \(name)"
    }
    let own =
      ["\(arm) as \(.arm)"]
      + (SQLColumn.names(.example, .repeats, .exposedAt, .unitKey) + ownColumns(in: dialect)).map {
        "units.\($0) as \($0)"
      }
    return TableQuery(
      name: TableName.units,
      select: "select \((own + derived).joined(separator: ", ")) from \(TableName.units) as units "
        + joins.joined(separator: " "))
  }

  /// What later queries read of the exposure log.
  private func ownColumns(in dialect: any SQLDialect) -> [String] {
    let own = SourceColumns(dialect: dialect, source: exposures.source).values
    let unit = plan.source.unit.map(SourceColumns(dialect: dialect, source: plan.source).name)
    return own + (unit.map { own.contains($0) ? [] : [$0] } ?? [])
  }

  private func units(in dialect: any SQLDialect) -> TableQuery {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let own = SourceColumns(dialect: dialect, source: exposures.source).values
    let unit = plan.source.unit.map(columns.name)
    let key = unit.map { own.contains($0) ? [] : ["exposed.\(.unitKey) as \($0)"] } ?? []
    let derived = exposures.derived.map { "\(value($0, in: dialect)) as \(columns.name($0.name))" }
    let joins = exposures.facts.indices.map { index in
      "left join \(TableName.fact(index)) as fact\(index) "
        + "on fact\(index).\(.place) = 0 and exposed.\(.unitKey) = fact\(index).\(.unitKey)"
    }
    let funnels = exposures.funnels.indices.map { index in
      "left join \(TableName.funnel(index)) as funnel\(index) on exposed.\(.unitKey) = funnel\(index).\(.unitKey)"
    }
    let kept = (SQLColumn.names(.example, .repeats, .exposedAt, .unitKey) + own).map { "exposed.\($0) as \($0)" }
    let selected = ["\(arm(in: dialect)) as \(.arm)"] + kept + key + derived
    return TableQuery(
      name: TableName.units,
      select: "select \(selected.joined(separator: ", ")) from \(TableName.exposed) as exposed "
        + (joins + funnels).joined(separator: " "))
  }

  /// The variant of a unit that triggered, or why it has none.
  private func arm(in dialect: any SQLDialect) -> String {
    guard let trigger = exposures.trigger else { return "exposed.\(.arm)" }
    return
      "case when exposed.\(.arm) >= 0 and not (\(value(trigger, in: dialect))) then \(Self.untriggered) else exposed.\(.arm) end"
  }

  private static let untriggered = ExposureLedger.Reason.untriggered.code

  /// The table of units with those that did not trigger in their variants, and no others; nil where all are analyzed.
  package func untriggered(in dialect: any SQLDialect) -> TableQuery? {
    guard exposures.trigger != nil else { return nil }
    return remade(
      arm:
        "case when units.\(.arm) = \(Self.untriggered) then exposed.\(.arm) when units.\(.arm) >= 0 then \(Self.untriggered) else units.\(.arm) end",
      ["left join \(TableName.exposed) as exposed on units.\(.unitKey) = exposed.\(.unitKey)"], in: dialect)
  }

  private func value(_ column: DerivedColumn, in dialect: any SQLDialect) -> String {
    switch column.content {
    case .reach(let funnel, let step):
      "coalesce(funnel\(planned(funnel, in: exposures.funnels)).\(.reached(step)), 0) = 1"
    // Counted once the quantile is known.
    case .share: dialect.cast("null", .integer)
    // Known once the curve is.
    case .influence: dialect.cast("null", .double)
    case .duration(let time): duration(time, in: dialect)
    case .occurrence(let time): "\(earliest(time)) is not null"
    case .maturity(let windows):
      windows.map { "\(end(of: $0, in: dialect)) <= \(cut(in: dialect))" }.joined(separator: " and ")
    case .phase(let ends): phase(ends, in: dialect)
    case .day: "exposed.\(.exposedDay)"
    case .cell(let name): "fact\(planned(name, in: exposures.facts.map(\.name))).\(.cell)"
    case .fact(let term, let fillsZero): value(of: term, fillsZero: fillsZero, in: dialect)
    }
  }

  private func phase(_ ends: [Moment], in dialect: any SQLDialect) -> String {
    let moments = MomentColumns(dialect: dialect, zone: exposures.zone)
    let branches = ends.enumerated().map { "when exposed.\(.exposedAt) < \(moments.moment($1)) then \($0 + 1) " }
    return branches.isEmpty ? "1" : "case \(branches.joined())else \(ends.count + 1) end"
  }

  private func value(of term: FactTerm, fillsZero: Bool, in dialect: any SQLDialect) -> String {
    let plain = plainValue(of: term, fillsZero: fillsZero, in: dialect)
    return term.factor == 1 ? plain : "\(term.factor) * \(plain)"
  }

  private func plainValue(of term: FactTerm, fillsZero: Bool, in dialect: any SQLDialect) -> String {
    let position = exposures.position(of: term)
    let own = "fact\(position.fact).\(.total(position.term))"
    switch term.aggregate {
    case .any: return "coalesce(\(own), 0) = 1"
    case .count, .countDistinct, .days: return "coalesce(\(own), 0)"
    case .earliest: return own
    case .max, .min, .first, .last: return fillsZero ? "coalesce(\(own), 0)" : own
    case .sum:
      let fact = exposures.facts[position.fact]
      let scale = scales[fact.name, fact.values[fact.value(of: term)], isDiscounted: term.discount != nil]
      let total =
        switch fact.join?.dividesUnits {
        case nil: scale.value(own, in: dialect)
        case true?: scale.sharedValue(own, in: dialect)
        // The table of totals has made it a number already.
        case false?: own
        }
      return fillsZero ? "coalesce(\(total), 0)" : total
    }
  }

  private func earliest(_ time: TimeToEvent) -> String {
    let position = exposures.position(of: time.term)
    return "fact\(position.fact).\(.total(position.term))"
  }

  /// The event, the horizon, or the end of the data.
  private func duration(_ time: TimeToEvent, in dialect: any SQLDialect) -> String {
    let watched =
      "case when \(cut(in: dialect)) - exposed.\(.exposedAt) < \(time.horizon.microseconds) "
      + "then \(cut(in: dialect)) - exposed.\(.exposedAt) else \(time.horizon.microseconds) end"
    return "coalesce(\(earliest(time)), \(watched))"
  }

  private func end(of window: FactWindow, in dialect: any SQLDialect) -> String {
    guard window.isCalendar else { return "exposed.\(.exposedAt) + \(window.to)" }
    let day = "exposed.\(.exposedDay) + \(window.to / TimeSpan.microsecondsOfDay)"
    return dialect.midnight(ofDay: day, zone: exposures.zone)
  }

  /// The end of the data.
  private func cut(in dialect: any SQLDialect) -> String {
    exposures.endMoment(in: dialect) ?? "(\(Self.latest(of: exposures)))"
  }

  /// A SELECT of the latest time in any file.
  static func latest(of exposures: PlannedExposures) -> String {
    // What units share may be planned for days to come.
    let facts = exposures.facts.indices.filter { exposures.facts[$0].join == nil }
    let tables = [TableName.exposed] + facts.map(TableName.fact)
    let all = tables.map { "select max(\(.latest)) as \(.latest) from \($0)" }.joined(separator: " union all ")
    return "select max(\(.latest)) as \(.latest) from (\(all)) as latest_times"
  }
}
