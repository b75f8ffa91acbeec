/// Rows of a fact whose events do not count, or count without a value.
package struct DroppedEventRows: Sendable, Equatable {
  package enum Cause: Sendable, Equatable {
    case reason(EventLedger.Reason)
    /// There is no value, by its position among `PlannedFact.values`.
    case value(Int)
    /// Nobody knows whether a condition is met, by its position among `PlannedFact.conditions`.
    case condition(Int)
  }

  package let fact: String
  package let cause: Cause
  /// With the key or the id of the event, where the cause is about it.
  package let rows: [RowExample]

  package init(fact: String, cause: Cause, rows: [RowExample]) {
    (self.fact, self.cause, self.rows) = (fact, cause, rows)
  }
}

extension EventLedger {
  /// Reasons that something is wrong with the log itself; the others say where an event happened.
  package static let faults: [Reason] = [.blankUnit, .blankCluster, .blankTime, .unreadableTime, .blankID, .differing]

  /// Those that occurred; and that events have other units, where all of them have.
  package var reasonsAtFault: [Reason] {
    (Self.faults + [.undecided] + (ofKnownUnits == 0 ? [.unknownUnit, .unknownCluster] : [])).filter { self[$0] > 0 }
  }
}
