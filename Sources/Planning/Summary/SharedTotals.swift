package import Statistics

/// What the units of one cell add up to that are alike in everything a summary is divided by.
package struct SharedTotals: Sendable, Equatable {
  package let totals: CellTotals
  /// One per segment attribute of the plan; nil is a missing value.
  package let segments: [String?]

  package init(totals: CellTotals, segments: [String?]) {
    self.totals = totals
    self.segments = segments
  }
}
