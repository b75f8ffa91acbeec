/// The rows of aggregates by what pairs them, such as days.
package struct PairedSummary: Sendable, Equatable {
  /// The column whose values pair the rows.
  package let column: String
  /// One per value; nil is a missing one.
  package let groups: [SummaryGroup]
  /// Per segment attribute of the plan.
  package let segments: [[SegmentSummary]]

  package init(column: String, groups: [SummaryGroup], segments: [[SegmentSummary]] = []) {
    (self.column, self.groups, self.segments) = (column, groups, segments)
  }
}
