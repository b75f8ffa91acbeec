/// Events and censorings of one variant, or of one stratum of it, per distinct time.
///
/// Every time-to-event estimate is made of these. Tables merge with `+`, so a total does not depend on how the rows were
/// divided. Who is censored at a time was at risk of an event at that time.
///
/// - Note: Methods/time-to-event, "Event table".
package struct EventTable: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let time: Double
    /// Rows that had the event at this time.
    package let events: Int
    /// Rows last seen at this time, without the event.
    package let censored: Int

    /// - Precondition: neither is negative.
    package init(time: Double, events: Int, censored: Int) {
      precondition(events >= 0 && censored >= 0)
      self.time = time
      self.events = events
      self.censored = censored
    }
  }

  /// Ascending, one per time, none without rows.
  package let entries: [Entry]
  /// Y_j: rows whose time is not earlier.
  package let atRisk: [Int]

  /// The same time may be given more than once.
  ///
  /// - Throws: `numericallyUnreliable` for a time that is negative or not finite.
  package init(_ entries: [Entry]) throws(NotEstimable) {
    guard entries.allSatisfy({ $0.time.isFinite && $0.time >= 0 }) else { throw .numericallyUnreliable }
    self.init(merging: entries)
  }

  /// One entry per row.
  package init(rows: [(time: Double, isEvent: Bool)]) throws(NotEstimable) {
    try self.init(rows.map { Entry(time: $0.time, events: $0.isEvent ? 1 : 0, censored: $0.isEvent ? 0 : 1) })
  }

  private init(merging entries: [Entry]) {
    var merged: [Entry] = []
    for entry in entries.sorted(by: { $0.time < $1.time }) where entry.events + entry.censored > 0 {
      if let last = merged.last, last.time == entry.time {
        merged[merged.count - 1] = Entry(
          time: last.time, events: last.events + entry.events, censored: last.censored + entry.censored)
      } else {
        merged.append(entry)
      }
    }
    self.entries = merged
    var (left, atRisk) = (0, [Int](repeating: 0, count: merged.count))
    for index in merged.indices.reversed() {
      left += merged[index].events + merged[index].censored
      atRisk[index] = left
    }
    self.atRisk = atRisk
  }

  package static func + (left: EventTable, right: EventTable) -> EventTable {
    EventTable(merging: left.entries + right.entries)
  }

  /// Rows in the table.
  package var count: Int { atRisk.first ?? 0 }
  package var events: Int { entries.reduce(0) { $0 + $1.events } }
  /// The largest time of any row, with or without the event; nil without rows.
  package var lastTime: Double? { entries.last?.time }
}
