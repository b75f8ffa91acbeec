package import Planning

/// The units that a question is about.
package enum Scope: Hashable, Sendable {
  case all
  case segment(SegmentValue)
  /// The units that were exposed and did not trigger.
  case untriggered
  /// All units, divided by the day on which they were exposed.
  case days

  package var segment: SegmentValue? {
    if case .segment(let segment) = self { segment } else { nil }
  }
}
