/// The mean of a variant's values without an excess share of the highest, and without that of the lowest, while values pass in
/// their order.
///
/// The excess need not be a whole number of units: the value at the bound counts in part.
///
/// - Note: Methods/data-checks, "Missing outcomes".
package struct TrimmedMean: Sendable {
  private let units: Double
  private let excess: Double
  /// Units that passed.
  private var passed = 0.0
  private var (whole, low, high) = (WeightedMoments(), WeightedMoments(), WeightedMoments())

  /// - Parameters:
  ///   - units: how many values there are.
  ///   - share: of the values, to be taken out at either end; 0 ≤ share < 1.
  package init(units: Int, without share: Double) {
    precondition((0..<1).contains(share))
    self.units = Double(units)
    excess = share * Double(units)
  }

  /// - Parameter count: how often the value occurs; values come from the lowest to the highest.
  package mutating func add(_ value: Double, count: Int) {
    let count = Double(count)
    whole.add(value, weight: count)
    low.add(value, weight: min(count, max(0, units - excess - passed)))
    high.add(value, weight: count - min(count, max(0, excess - passed)))
    passed += count
  }

  /// Whether all values passed.
  package var isComplete: Bool { passed == units }

  /// With all values, without the highest, and without the lowest; nil where fewer than two are left.
  package var values: (whole: ArmValue, low: ArmValue, high: ArmValue)? {
    guard let whole = whole.value, let low = low.value, let high = high.value else { return nil }
    return (whole, low, high)
  }
}

/// Running mean and squares about it.
private struct WeightedMoments {
  private var (weight, mean, squares) = (0.0, 0.0, 0.0)

  mutating func add(_ value: Double, weight added: Double) {
    guard added > 0 else { return }
    weight += added
    let delta = value - mean
    mean += delta * added / weight
    squares += added * delta * (value - mean)
  }

  var value: ArmValue? {
    guard weight > 1 else { return nil }
    return ArmValue(value: mean, variance: squares / (weight - 1) / weight, degreesOfFreedom: weight - 1)
  }
}
