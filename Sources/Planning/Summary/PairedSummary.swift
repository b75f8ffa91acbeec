/// The rows of aggregates by what pairs them, such as days.
package struct PairedSummary: Sendable, Equatable {
  /// The column whose values pair the rows.
  package let column: String
  /// One per value; nil is a missing one.
  package let groups: [SummaryGroup]
  /// Per segment attribute of the plan.
  package let segments: [[SegmentSummary]]

  package init(column: String, groups: [SummaryGroup], segments: [[SegmentSummary]] = []) {
    (self.column, self.segments) = (column, segments)
    // Divided by segments a value has several groups.
    var (merged, positions): ([SummaryGroup], [[String?]: Int]) = ([], [:])
    for group in groups {
      if let position = positions[group.keys] {
        merged[position] = merged[position] + group
      } else {
        positions[group.keys] = merged.count
        merged.append(group)
      }
    }
    self.groups = merged
  }
}
