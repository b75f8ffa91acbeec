package import Statistics

/// The sums behind every metric in some units, and where their rows went: a handful of numbers per variant, group and metric,
/// whatever the number of units.
package struct ScopeSummary: Sendable, Equatable {
  package let exposure: ExposureLedger
  /// All units, divided by the keys of the plan's grouping.
  package let groups: [SummaryGroup]
  /// Per segment attribute of the plan, its values in text order, each with its units divided by the keys.
  package let segments: [[SegmentSummary]]
  /// `cells[metric][variant]` over all groups, in the order of the plan, with the outcomes alone.
  package let cells: [[MetricCell]]
  /// The scalings that suited all values.
  package let scalings: [PlannedTerm: Scaling]

  /// - Precondition: at least one group.
  package init(
    exposure: ExposureLedger, groups: [SummaryGroup], segments: [[SegmentSummary]] = [],
    scalings: [PlannedTerm: Scaling] = [:]
  ) {
    self.exposure = exposure
    self.groups = groups
    self.segments = segments
    self.scalings = scalings
    cells = SummaryGroup.merged(groups)
  }
}
