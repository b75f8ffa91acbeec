package import Planning
internal import Statistics
internal import Tables
internal import Terms

/// How many units of each stratum and variant were seen for how long.
package struct WatchedUnits: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    let microseconds: Int64
    let isEvent: Bool
    let units: Int
  }

  let time: TimeToEvent
  /// Per stratum and variant, with the microseconds that the engine knows each time by; empty where there is no engine.
  private let strata: [[[Entry]]]
  /// The counts with times in the unit of the metric.
  package let tables: SurvivalTables

  init(time: TimeToEvent, strata: [[[Entry]]], tables: SurvivalTables) {
    (self.time, self.strata, self.tables) = (time, strata, tables)
  }

  /// - Parameter table: nil is that of no units.
  init(_ survival: PlannedSurvival, _ table: Table?, strata count: Int, variants: Int) throws {
    let none = Array(repeating: [Entry](), count: variants)
    var keys: [[String?]] = []
    var strata: [[[Entry]]] = []
    for index in 0..<(table?.rowCount ?? 0) {
      guard let row = table.map({ AnswerRow($0, index) }) else { continue }
      var key: [String?] = []
      for stratum in 0..<count { key.append(try row.text(.stratum(stratum))) }
      let position = keys.firstIndex(of: key) ?? keys.count
      if position == keys.count {
        keys.append(key)
        strata.append(none)
      }
      strata[position][try row.integer(.arm)].append(
        Entry(
          microseconds: Int64(try row.integer(.duration)), isEvent: try row.integer(.occurrence) == 1,
          units: try row.integer(.units)))
    }
    if strata.isEmpty { strata = [none] }
    self.init(time: survival.time, strata: strata, tables: try Self.tables(strata, survival.time))
  }

  /// - Throws: what a table of times cannot be made of.
  private static func tables(_ strata: [[[Entry]]], _ time: TimeToEvent) throws(NotEstimable) -> SurvivalTables {
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

  /// What a unit of each variant adds to the error of its curve; nil where that has no value.
  var influences: [SurvivalInfluence?] { tables.variants.map { try? time.ofCurve?.influence($0) } }

  /// One row per variant, time and end, with the influence value of its units; none for a variant whose curve has no value.
  var influenceTable: Table {
    var (arms, durations, ends, values): ([Int64?], [Int64?], [Int64?], [Double?]) = ([], [], [], [])
    for (arm, influence) in influences.enumerated() {
      guard let influence else { continue }
      var seen = Set<[Int64]>()
      for entry in strata.flatMap({ $0[arm] }) where seen.insert([entry.microseconds, entry.isEvent ? 1 : 0]).inserted {
        arms.append(Int64(arm))
        durations.append(entry.microseconds)
        ends.append(entry.isEvent ? 1 : 0)
        values.append(influence.value(time: time.time(microseconds: entry.microseconds), isEvent: entry.isEvent))
      }
    }
    return Table(
      names: SQLColumn.names(.arm, .duration, .occurrence, .influence),
      columns: [.integer(arms), .integer(durations), .integer(ends), .real(values)])
  }
}
