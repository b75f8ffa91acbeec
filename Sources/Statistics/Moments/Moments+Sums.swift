extension Moments {
  /// The moments of units of which only sums are known: rows of [Σy, Σy², n].
  ///
  /// - Returns: A spread that is not a number where sums of squares are smaller than the sums allow (Cauchy and Schwarz).
  package init(ofSums rows: Moments) {
    let totals = rows.mean.map { $0 * Double(rows.count) }
    let units = rows.count == 0 ? 0 : totals[2].rounded()
    guard units > 0 else {
      self = .empty(dimension: 1)
      return
    }
    let mean = totals[0] / units
    let (squares, least) = (totals[1], totals[0] * mean)
    // Of values that are all alike rounding leaves a little on either side.
    let spread = squares - least
    let rounding = 1e-12 * max(abs(squares), abs(least))
    self.init(
      count: Int(units), mean: [mean],
      products: SymmetricMatrix(dimension: 1) { _, _ in spread < -rounding ? .nan : spread <= rounding ? 0 : spread })
  }
}
