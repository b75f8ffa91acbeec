internal import Distributions

/// The test that as large a share of the units triggered in every variant.
///
/// A treatment that changes who triggers makes triggered units incomparable. χ² = Σ n_a(p_a − π)²/(π(1 − π)) with one degree
/// of freedom less than variants.
///
/// - Note: Methods/triggered-analysis, "Checks"; K. Pearson (1900), *Philosophical Magazine* 50, 157-175.
package struct TriggeredShares: Sendable, Equatable {
  /// The share of each variant; nil for one without units.
  package let shares: [Double?]
  package let statistic: Double
  package let pValue: Double

  /// nil where there is nothing to compare: nobody triggered, or everybody, or there is one variant with units.
  package init?(triggered: [Int], exposed: [Int]) {
    precondition(triggered.count == exposed.count && zip(triggered, exposed).allSatisfy { $0 >= 0 && $0 <= $1 })
    let (inside, all) = (triggered.reduce(0, +), exposed.reduce(0, +))
    let able = exposed.indices.filter { exposed[$0] > 0 }
    guard inside > 0, inside < all, able.count > 1 else { return nil }
    let pooled = Double(inside) / Double(all)
    shares = exposed.indices.map { exposed[$0] > 0 ? Double(triggered[$0]) / Double(exposed[$0]) : nil }
    statistic = able.reduce(0) { sum, arm in
      let gap = Double(triggered[arm]) / Double(exposed[arm]) - pooled
      return sum + Double(exposed[arm]) * gap * gap / (pooled * (1 - pooled))
    }
    pValue = ChiSquared(degreesOfFreedom: Double(able.count - 1)).upperTail(statistic)
  }
}
