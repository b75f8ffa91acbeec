/// Exposed units that did not trigger, in the variants to which they were assigned.
package struct UntriggeredSummary: Sendable, Equatable {
  /// The units of each variant that did not trigger.
  package let units: [Int]
  /// Divided by the keys of the plan's grouping.
  package let groups: [SummaryGroup]

  package init(units: [Int], groups: [SummaryGroup]) {
    self.units = units
    self.groups = groups
  }
}

extension ExperimentSummary {
  /// Exposed units per variant, triggered or not; nil where units are not counted.
  package var exposed: [Int]? {
    guard let units = exposure.units else { return nil }
    return untriggered.map { zip(units, $0.units).map(+) } ?? units
  }
}
