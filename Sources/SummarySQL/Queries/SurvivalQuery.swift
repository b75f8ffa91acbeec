package import Planning
internal import Specification
package import Statistics
package import Tables

/// Counts the units of each variant by how long they were seen without their event, and whether it ended that time.
///
/// The units are those that the summary has.
package struct SurvivalQuery: Sendable {
  private let plan: AnalysisPlan
  private let survival: PlannedSurvival
  private let unitsAreUnique: Bool

  package init(_ plan: AnalysisPlan, _ survival: PlannedSurvival, unitsAreUnique: Bool = false) {
    self.plan = plan
    self.survival = survival
    self.unitsAreUnique = unitsAreUnique
  }

  private var strata: [String] { Array(plan.grouping.keys.prefix(plan.grouping.strata)) }

  package func text(in dialect: any SQLDialect) -> String {
    let parts = PipelineParts(plan: plan, scalings: [:], dialect: dialect)
    let columns = parts.columns
    var query = SQLText()
    let rows = LoyalRows(parts: parts, unitsAreUnique: unitsAreUnique).append(to: &query)
    let keys = strata.enumerated().map { "\(columns.reader($1).text) as s\($0)" }
    let names = ["arm"] + strata.indices.map { "s\($0)" } + ["duration", "occurrence"]
    let isComplete = survival.maturity.map { " and \(columns.name($0))" } ?? ""
    let isInside = survival.segment.map { " and \(columns.isIn($0))" } ?? ""
    query.step(
      "watched",
      "select \((["arm"] + keys).joined(separator: ", ")), \(columns.name(survival.duration)) as duration, "
        + "case when \(columns.name(survival.occurrence)) then 1 else 0 end as occurrence "
        + "from \(rows) where arm >= 0\(isComplete)\(isInside)")
    let list = names.joined(separator: ", ")
    return query.ending("select \(list), count(*) as units from watched group by \(list) order by \(list)")
  }

  /// The counts, with the microseconds that the engine knows each time by.
  package func decode(_ table: Table) throws(MalformedResult) -> WatchedUnits {
    var strata: [[String?]] = []
    var entries: [[[WatchedUnits.Entry]]] = []
    for index in 0..<table.rowCount {
      let row = ResultRow(table, index)
      var key: [String?] = []
      for stratum in self.strata.indices { key.append(try row.text("s\(stratum)")) }
      if !strata.contains(key) {
        strata.append(key)
        entries.append(plan.variants.map { _ in [] })
      }
      let position = strata.firstIndex(of: key) ?? 0
      entries[position][try row.integer("arm")].append(
        WatchedUnits.Entry(
          microseconds: Int64(try row.integer("duration")), isEvent: try row.integer("occurrence") == 1,
          units: try row.integer("units")))
    }
    return WatchedUnits(
      time: survival.time, strata: entries.isEmpty ? [plan.variants.map { _ in [] }] : entries)
  }
}

/// How many units of each stratum and variant were seen for how long.
package struct WatchedUnits: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let microseconds: Int64
    package let isEvent: Bool
    package let units: Int
  }

  let time: TimeToEvent
  /// Per stratum and variant.
  let strata: [[[Entry]]]

  /// - Throws: what a table of times cannot be made of.
  package func tables() throws(NotEstimable) -> SurvivalTables {
    var all: [[EventTable]] = []
    for stratum in strata {
      var variants: [EventTable] = []
      for entries in stratum {
        variants.append(
          try EventTable(
            entries.map {
              EventTable.Entry(
                time: time.time(microseconds: $0.microseconds), events: $0.isEvent ? $0.units : 0,
                censored: $0.isEvent ? 0 : $0.units)
            }))
      }
      all.append(variants)
    }
    return SurvivalTables(strata: all)
  }

  /// One row per variant, time and end, with the influence value of its units; none for a variant whose curve has no value.
  package func influences(_ tables: SurvivalTables) -> Table {
    var (arms, durations, ends, values): ([Int64?], [Int64?], [Int64?], [Double?]) = ([], [], [], [])
    for (arm, table) in tables.variants.enumerated() {
      guard let influence = try? time.ofCurve?.influence(table) else { continue }
      var seen = Set<[Int64]>()
      for entry in strata.flatMap({ $0[arm] }) where seen.insert([entry.microseconds, entry.isEvent ? 1 : 0]).inserted {
        arms.append(Int64(arm))
        durations.append(entry.microseconds)
        ends.append(entry.isEvent ? 1 : 0)
        values.append(influence.value(time: time.time(microseconds: entry.microseconds), isEvent: entry.isEvent))
      }
    }
    return Table(
      names: ["arm", "duration", "occurrence", "influence"],
      columns: [.integer(arms), .integer(durations), .integer(ends), .real(values)])
  }
}
