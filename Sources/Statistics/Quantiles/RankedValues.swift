/// The values of a variant at some ranks of their order, with the number of all.
///
/// An engine selects them; ranks count from 1, the smallest value first, and values that are equal have ranks of their own.
package struct RankedValues: Sendable, Equatable {
  /// The number of all values: of units, or of the events of units.
  package let count: Int
  package let values: [Int: Double]
  /// How often values occur around the quantile; nil where few units share one, and nobody asked.
  package let mid: MidDistribution?

  package init(count: Int, values: [Int: Double] = [:], mid: MidDistribution? = nil) {
    precondition(count >= 0)
    (self.count, self.values, self.mid) = (count, values, mid)
  }

  /// What rounding may add to a level times the count.
  private static let rounding = 1e-9

  /// The rank of the smallest value with at least the share `level` at or below it: ⌈level·N⌉, within 1...N.
  ///
  /// - Note: Methods/quantiles, "Definition".
  package static func rank(at level: Double, of count: Int) -> Int {
    let exact = (level * Double(count) - rounding).rounded(.up)
    return Int(min(max(exact, 1), Double(max(count, 1))))
  }

  package func rank(at level: Double) -> Int { Self.rank(at: level, of: count) }

  /// The value at a level.
  ///
  /// - Throws: `emptyArm` without values; `identifiability` where the value is not among those that were selected.
  package func value(at level: Double) throws(NotEstimable) -> Double {
    guard count > 0 else { throw .emptyArm }
    guard let value = values[rank(at: level)] else { throw .identifiability }
    return value
  }

  package func adding(_ further: [Int: Double]) -> RankedValues {
    RankedValues(count: count, values: values.merging(further) { $1 }, mid: mid)
  }

  package func counting(_ mid: MidDistribution) -> RankedValues { RankedValues(count: count, values: values, mid: mid) }
}
