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
    let spread = squares - least
    let rounding = Self.roundingOfSums * max(abs(squares), abs(least))
    // Of values that are all alike a last digit is left on either side; a spread that is not much larger is not known.
    let isConstant = abs(spread) <= Self.lastDigits * rounding && abs(mean) < Self.largestConstant
    let isKnown = isConstant || abs(spread) > Self.knownBeyond * rounding
    self.init(
      count: Int(units), mean: [isKnown ? mean : .nan],
      products: SymmetricMatrix(dimension: 1) { _, _ in !isKnown || spread < -rounding ? .nan : isConstant ? 0 : spread
      })
  }

  /// What the last digits of sums, and of their integers, may add to a difference of them, relative to these.
  private static let roundingOfSums = 1e-14
  /// The part of that which sums of one value may leave, and the size from which these sums hide what differs.
  private static let lastDigits = 0.05
  private static let largestConstant = 1e6
  /// How many times that a spread must be.
  private static let knownBeyond = 100.0
}
