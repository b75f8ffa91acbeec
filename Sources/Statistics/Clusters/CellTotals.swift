/// What the units of one variant add up to that lie in one cell: that share a value, such as the cost of a campaign on a day.
package struct CellTotals: Sendable, Equatable {
  package let arm: Int
  /// nil for units without one of the keys, which are taken as a cell of their own.
  package let cell: Int?
  /// The unit of assignment, where that is coarser than the unit.
  package let cluster: String?
  package let units: Int
  /// The sum of each outcome.
  package let sums: [Double]

  package init(arm: Int, cell: Int?, cluster: String? = nil, units: Int, sums: [Double]) {
    self.arm = arm
    self.cell = cell
    self.cluster = cluster
    self.units = units
    self.sums = sums
  }
}
