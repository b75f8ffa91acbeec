package import Terms

/// Survival curves that must be known before their metric can be compared, and the columns of a unit that they come from.
///
/// Metrics of the same curves have the same one.
package struct PlannedSurvival: Sendable, Hashable {
  package let time: TimeToEvent
  /// Microseconds until the unit was last seen without the event.
  package let duration: String
  /// Whether the event happened then.
  package let occurrence: String
  /// What the unit adds to the error of its variant's curve.
  package let influence: String
  /// The column that says whether a unit's window is over; nil where unfinished ones count.
  package let maturity: String?
  /// The segment whose units the curves are of; nil for all units.
  package private(set) var segment: SegmentValue? = nil

  /// The curves of the units of one segment.
  func within(_ segment: SegmentValue) -> PlannedSurvival {
    var own = self
    own.segment = segment
    return own
  }
}
