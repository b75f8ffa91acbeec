/// What becomes of a metric by its cap (Methods/caps, "Ratios").
package enum CapRole: Sendable, Equatable {
  /// The values of events are cut, and the metric is compared so.
  case cutsEvents
  /// The totals of units are cut, and the metric is compared so.
  case cutsTotals
  /// The metric is compared as it is, and what cut totals say is shown beside it: a cut total of a ratio moves with the number of its
  /// events.
  case standsBeside
}
