package import Statistics

/// What the engine returns of a whole experiment: a handful of numbers per variant and metric, whatever the number of units.
package struct ExperimentSummary: Sendable, Equatable {
  package let exposure: ExposureLedger
  /// `cells[metric][variant]`, in the order of the plan.
  package let cells: [[MetricCell]]

  package init(exposure: ExposureLedger, cells: [[MetricCell]]) {
    self.exposure = exposure
    self.cells = cells
  }
}

/// One metric in one variant.
package struct MetricCell: Sendable, Equatable {
  /// Units kept; on aggregates, rows kept.
  package let kept: Int
  package let moments: Moments
  /// Units kept out, by reason; only reasons that occurred.
  package let dropped: [DropReason: Int]
  /// On events, rows that did not enter the sums of their units, by reason.
  package let droppedRows: [DropReason: Int]

  package init(kept: Int, moments: Moments, dropped: [DropReason: Int], droppedRows: [DropReason: Int] = [:]) {
    self.kept = kept
    self.moments = moments
    self.dropped = dropped.filter { $0.value > 0 }
    self.droppedRows = droppedRows.filter { $0.value > 0 }
  }
}
