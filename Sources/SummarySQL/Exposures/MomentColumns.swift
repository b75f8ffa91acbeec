internal import Planning
internal import Tables
internal import Terms

/// Times as microseconds since 1970 in UTC, which are integers: no rounding, no zone, no surprise at a change of clocks.
struct MomentColumns {
  let dialect: any SQLDialect
  /// The zone of times without an offset.
  let zone: String

  /// NULL where the column has no time.
  func moment(_ column: ColumnReader) -> String {
    switch column.type {
    case .instant: return dialect.moment(ofInstant: column.name)
    case .time, .truth, .other: return dialect.moment(ofLocal: column.name, zone: zone)
    case .text, .integer, .real: break
    }
    switch column.times {
    case .iso: return dialect.moment(ofText: column.text, zone: zone)
    case .pattern(let pattern):
      let moment = dialect.moment(ofText: column.text, pattern, zone: zone)
      // A year of four digits reads two of them as well, as the first century.
      return within(moment, -30_610_224_000_000_000, 253_402_300_800_000_000)
    case .epoch(let unit): return dialect.nearestInteger(recent("\(column.number) * \(unit.microsecondsOfUnit)"))
    case .excel:
      // Serials have milliseconds, of a clock that counts from 1899-12-30.
      let milliseconds = "round((\(column.number) - 25569) * 86400000)"
      return dialect.moment(
        ofLocalMicroseconds: dialect.nearestInteger(recent("\(milliseconds) * 1000")), zone: zone)
    }
  }

  /// Whether a row lacks its time, and the time as `moment`; nothing where rows have none.
  func timed(_ column: ColumnReader?) -> [MadeColumn] {
    guard let column else {
      return [
        MadeColumn("false", as: .lacksTime), MadeColumn("cast(null as \(dialect.typeName(.integer)))", as: .moment),
      ]
    }
    return [MadeColumn("\(column.raw) is null", as: .lacksTime), MadeColumn(moment(column), as: .moment)]
  }

  /// Numbers of another unit, and zeros that stand for nothing, would be times, too, but none of an experiment: NULL outside of the
  /// years 1980 to 2199.
  func recent(_ microseconds: String) -> String { within(microseconds, 315_532_800_000_000, 7_258_118_400_000_000) }

  private func within(_ number: String, _ low: Int, _ high: Int) -> String {
    dialect.letting(number) { "case when \($0) >= \(low) and \($0) < \(high) then \($0) end" }
  }

  func moment(_ moment: Moment) -> String {
    let time = "timestamp \(dialect.literal(moment.text))"
    guard let offset = moment.offset else { return dialect.moment(ofLocal: time, zone: zone) }
    return "(\(dialect.moment(ofLocal: time, zone: "UTC")) - \(offset * 60_000_000))"
  }
}

extension PlannedExposures {
  /// The key of a unit as all tables write it: as it stands where all have it in one type, else as text.
  ///
  /// - Precondition: the source names its units.
  func unitKey(_ source: PlannedSource, in dialect: any SQLDialect) -> String {
    func unit(_ source: PlannedSource) -> ColumnReader? {
      source.unit.map { SourceColumns(dialect: dialect, source: source).reader($0) }
    }
    guard let own = unit(source), let assigned = unit(self.source) else {
      preconditionFailure("the rows belong to no unit")
    }
    let isShared = facts.compactMap { unit($0.source) }.allSatisfy { $0.type == assigned.type }
    return isShared ? own.raw : own.text
  }

  /// The first moment after the data; NULL where the data decides it.
  func endMoment(in dialect: any SQLDialect) -> String? {
    end.map { MomentColumns(dialect: dialect, zone: zone).moment($0) }
  }
}
