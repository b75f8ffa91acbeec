package import Planning

/// The units that a question is about.
package enum Scope: Hashable, Sendable {
  case all
  case segment(SegmentValue)
  /// The units that were exposed and did not trigger.
  case untriggered
  /// All units, divided by the day on which they were exposed.
  case days
  /// All rows of aggregates, divided by what pairs them.
  case pairs

  package var segment: SegmentValue? {
    if case .segment(let segment) = self { segment } else { nil }
  }

  /// Whether all units are divided once more, of which nothing but sums is asked.
  var isDivision: Bool { self == .days || self == .pairs }
}
