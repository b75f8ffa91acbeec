/// Sorted values of B replicates and the two ways to read a quantile from them.
struct OrderStatistics {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  /// A rounding error allowed for B + 1 times a level.
  private static let rounding = 1e-9

  /// The values beyond which at most a share `tail` lies on each side, the observed value counted among B + 1.
  ///
  /// With m the whole part of (B + 1)·tail these are the m-th values from both ends: z is beyond the upper one exactly when
  /// (1 + #{t ≥ z})/(B + 1) ≤ tail.
  ///
  /// - Throws: `tooFew` when m is 0.
  func rejectionLimits(tail: Double) throws(NotEstimable) -> (lower: Double, upper: Double) {
    let rank = Int((Double(sorted.count + 1) * tail + Self.rounding).rounded(.down))
    guard rank >= 1, 2 * rank <= sorted.count else { throw .tooFew }
    return (sorted[rank - 1], sorted[sorted.count - rank])
  }

  /// The value at rank (B + 1)q, counted from 1; between two ranks on the straight line.
  ///
  /// - Throws: `tooFew` when the rank is below 1 or above B.
  /// - Note: type 6 of R. J. Hyndman, Y. Fan (1996), *American Statistician* 50, 361-365.
  func quantile(_ q: Double) throws(NotEstimable) -> Double {
    let exact = Double(sorted.count + 1) * q
    let rank = abs(exact - exact.rounded()) < Self.rounding ? exact.rounded() : exact
    guard rank >= 1, rank <= Double(sorted.count) else { throw .tooFew }
    let (below, part) = (Int(rank), rank - rank.rounded(.down))
    let low = sorted[below - 1]
    return part == 0 ? low : low + part * (sorted[below] - low)
  }
}
