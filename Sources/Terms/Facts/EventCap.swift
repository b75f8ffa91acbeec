/// The bound to which larger values of single events are cut before they are summed, and where it comes from.
package enum EventCap: Sendable, Hashable {
  case value(Double)
  /// A quantile of the values of all variants' events.
  case quantile(EventQuantile)
}

/// Which events' values a cap is a quantile of.
package struct EventQuantile: Sendable, Hashable {
  /// The share of the values that the cap leaves as they are.
  package let share: Double
  /// Whether zeros have no part in it.
  package let isOfNonzero: Bool
  /// The time before exposure whose events these are; nil for those that are cut.
  package let earlier: TimeSpan?

  package init(share: Double, isOfNonzero: Bool, earlier: TimeSpan?) {
    (self.share, self.isOfNonzero, self.earlier) = (share, isOfNonzero, earlier)
  }
}

/// The part of each event's value that is summed; both parts sum to the value.
package struct EventCut: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    /// min(y, cap)
    case upTo
    /// max(y − cap, 0)
    case above
  }

  package let cap: EventCap
  package let part: Part
}
