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
    case .text: dialect.moment(ofText: column.raw, zone: zone)
    case .instant: dialect.moment(ofInstant: column.name)
    case .time, .truth, .integer, .real, .other: dialect.moment(ofLocal: column.name, zone: zone)
    }
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
