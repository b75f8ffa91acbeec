import Statistics

extension CellSample {
  /// Cells of the units that moments are of.
  init(_ cells: [CellTotals], _ moments: StratifiedMoments) {
    self.init(cells, counts: moments.arms.map { moments.pooled($0).count })
  }
}
