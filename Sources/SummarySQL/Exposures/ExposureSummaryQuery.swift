package import Planning
package import Tables
internal import Terms

/// Small questions to the temporary tables: where events went, who crossed, how far the data reaches.
package struct ExposureSummaryQuery: Sendable {
  private let plan: AnalysisPlan
  private let exposures: PlannedExposures

  /// nil where the plan reads units from files.
  package init?(_ plan: AnalysisPlan) {
    guard let exposures = plan.exposures else { return nil }
    (self.plan, self.exposures) = (plan, exposures)
  }

  /// One row: the bounds of the exposures and the end of the data.
  package func bounds(in dialect: any SQLDialect) -> String {
    let latest = UnitTableQueries.latest(of: exposures)
    let end = exposures.endMoment(in: dialect) ?? "cast(null as \(dialect.typeName(.integer)))"
    let counted = "case when \(.arm) >= 0 then \(.exposedAt) end"
    return
      "select min(\(counted)) as \(.first), max(\(counted)) as \(.last), min(\(.exposedAt)) as \(.earliestSeen), "
      + "max(\(.latest)) as \(.latestSeen), (\(latest)) as \(.latest), \(end) as \(.cut) from \(TableName.exposed)"
  }

  /// Units seen in several variants, by their first one.
  package func crossings() -> String {
    "select \(.firstArm), count(*) as \(.units) from \(TableName.exposed) "
      + "where \(.crossed) = 1\(plan.crossing == .first ? " and \(SQLColumn.arm) >= 0" : "") group by \(.firstArm)"
  }

  /// Per fact, its events by the reason why they do not count.
  package func ledgers(_ scales: EventScales = EventScales(), in dialect: any SQLDialect) -> [String] {
    exposures.facts.enumerated().map { index, fact in
      guard fact.join == nil else {
        return SharingLedgerQuery(fact: fact, index: index, variants: plan.variants.count).text(scales, in: dialect)
      }
      let quality =
        fact.values.indices.map(SQLColumn.withoutValue).map { ", sum(case when \(.place) = 0 then \($0) end) as \($0)" }
        + (fact.conditions.isEmpty ? [] : [", sum(case when \(.place) = 0 then \(.undecided) end) as \(.undecided)"])
        + sums(fact).map { ", sum(\(.unfit($0))) as \(.unfit($0)), max(\(.largest($0))) as \(.largest($0))" }
      let counts = [SQLColumn.events, .repeats, .differing, .zoned, .unzoned].map { "sum(\($0)) as \($0)" }
      return "select \(.place), \(counts.joined(separator: ", "))"
        + "\(quality.joined()) from \(TableName.fact(index)) group by \(.place)"
    }
  }

  private func sums(_ fact: PlannedFact) -> [Int] {
    let texts = Set(fact.summedValues.map(\.text.text))
    return fact.values.indices.filter { texts.contains(fact.values[$0].text.text) }
  }

  /// Scales for the values that did not all fit; none where every sum is exact.
  package func betterScales(_ tables: [Table]) throws(MalformedResult) -> [EventScales.Key: EventScale] {
    var better: [EventScales.Key: EventScale] = [:]
    for (fact, table) in zip(exposures.facts, tables) {
      for v in sums(fact) {
        var (unfit, largest) = (0, 0.0)
        for index in 0..<table.rowCount {
          let row = AnswerRow(table, index)
          unfit += try row.integer(.unfit(v))
          largest = max(largest, try row.real(.largest(v)) ?? 0)
        }
        guard unfit > 0 else { continue }
        for isDiscounted in [false, true] {
          better[EventScales.Key(fact: fact.name, value: fact.values[v].text.text, isDiscounted: isDiscounted)] =
            EventScale(largest: largest, isSample: false)
        }
      }
    }
    return better
  }

  /// What is known where no log was read.
  var unseen: ExposureSummary {
    ExposureSummary(
      facts: [], crossed: plan.variants.map { _ in 0 }, firstExposure: nil, lastExposure: nil, latest: nil, cut: nil)
  }

  package func decode(bounds: Table, crossings: Table, ledgers: [Table]) throws(MalformedResult) -> ExposureSummary {
    let row = AnswerRow(bounds, 0)
    func moment(_ column: SQLColumn) throws(MalformedResult) -> Int64? { try row.wideInteger(column).map { Int64($0) } }
    var crossed = plan.variants.map { _ in 0 }
    for index in 0..<crossings.rowCount {
      let row = AnswerRow(crossings, index)
      crossed[try row.integer(.firstArm)] = try row.integer(.units)
    }
    var facts: [EventLedger] = []
    for (fact, table) in zip(exposures.facts, ledgers) { facts.append(try ledger(fact, table)) }
    let latest = try moment(.latest)
    var seen: ClosedRange<Int64>?
    if let early = try moment(.earliestSeen), let late = try moment(.latestSeen) { seen = early...late }
    return ExposureSummary(
      facts: facts, crossed: crossed, firstExposure: try moment(.first), lastExposure: try moment(.last), seen: seen,
      latest: latest, cut: try moment(.cut) ?? latest)
  }

  private func ledger(_ fact: PlannedFact, _ table: Table) throws(MalformedResult) -> EventLedger {
    var events: [EventLedger.Reason: Int] = [:]
    var (counted, undecided, zoned, unzoned) = (0, 0, 0, 0)
    var without = fact.values.map { (value: $0.text.text, events: 0) }
    for index in 0..<table.rowCount {
      let row = AnswerRow(table, index)
      let place = try row.integer(.place)
      if let reason = EventLedger.Reason.allCases.first(where: { $0.code == place }) {
        events[reason] = try row.integer(.events)
      } else {
        counted = try row.integer(.events)
        for v in without.indices { without[v].events = try row.integer(.withoutValue(v)) }
        undecided = fact.join == nil && !fact.conditions.isEmpty ? try row.integer(.undecided) : 0
      }
      // What is shared is dated by days, which have no clock.
      zoned += fact.join == nil ? try row.integer(.zoned) : 0
      unzoned += fact.join == nil ? try row.integer(.unzoned) : 0
      events[.repeated, default: 0] += try row.integer(.repeats)
      events[.differing, default: 0] += try row.integer(.differing)
    }
    return EventLedger(
      fact: fact.name, counted: counted, drops: EventLedger.Reason.allCases.map { ($0, events[$0, default: 0]) },
      withoutValue: without, undecided: undecided, withOffset: zoned, withoutOffset: unzoned,
      sharing: fact.join == nil
        ? nil : try SharingLedgerQuery(fact: fact, index: 0, variants: plan.variants.count).decode(table))
  }
}

extension SQLColumn {
  /// Integer: the earliest first exposure of a unit, in microseconds.
  fileprivate static let first = SQLColumn("first")
  /// Integer: the earliest and the latest time of all exposures.
  fileprivate static let earliestSeen = SQLColumn("earliest_seen")
  fileprivate static let latestSeen = SQLColumn("latest_seen")
  /// Integer: the latest one.
  fileprivate static let last = SQLColumn("last")
  /// Integer: the end of the data as the spec has it; NULL where the data decides it.
  fileprivate static let cut = SQLColumn("cut")
}
