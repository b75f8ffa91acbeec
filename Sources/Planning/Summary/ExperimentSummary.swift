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
  package let sums: ScaledSums
  /// Units kept out, by reason; only reasons that occurred.
  package let dropped: [DropReason: Int]

  package init(sums: ScaledSums, dropped: [DropReason: Int]) {
    self.sums = sums
    self.dropped = dropped.filter { $0.value > 0 }
  }

  /// Units exposed: kept and dropped.
  package var exposed: Int { sums.count + dropped.values.reduce(0, +) }
}
