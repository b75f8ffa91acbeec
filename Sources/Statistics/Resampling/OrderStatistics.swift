/// Sorted values of B replicates, the observed value counted as one more.
struct OrderStatistics {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  /// A rounding error allowed for B + 1 times a level.
  private static let rounding = 1e-9

  /// How many of B + 1 values, the observed one among them, may lie beyond it where a tail of that size rejects.
  ///
  /// - Throws: `tooFew` when that is none.
  static func most(of replicates: Int, tail: Double) throws(NotEstimable) -> Int {
    let most = Int((Double(replicates + 1) * tail + rounding).rounded(.down))
    guard most >= 1, 2 * most <= replicates else { throw .tooFew }
    return most
  }

  /// The values beyond which at most a share `tail` lies on each side, the observed value counted among B + 1.
  ///
  /// With m the whole part of (B + 1)·tail these are the m-th values from both ends: z is beyond the upper one exactly when
  /// (1 + #{t ≥ z})/(B + 1) ≤ tail.
  ///
  /// - Throws: `tooFew` when m is 0.
  func rejectionLimits(tail: Double) throws(NotEstimable) -> (lower: Double, upper: Double) {
    let most = try Self.most(of: sorted.count, tail: tail)
    return (sorted[most - 1], sorted[sorted.count - most])
  }
}
