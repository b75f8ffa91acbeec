/// The standardized third and fourth moments of one arm's influence values: y − ȳ of a mean, (y − R·d)/d̄ of a ratio.
///
/// With divisor n, of which the units are counted one by one.
///
/// - Note: Methods/skewed-data, "Input".
package struct ArmShape: Sendable, Equatable {
  /// Units.
  package let count: Double
  /// g = m₃/m₂^1.5; 0 where the units are alike.
  package let skewness: Double
  /// k = m₄/m₂², which is 3 for a normal distribution; 0 where the units are alike.
  package let kurtosis: Double
  /// Whether all units are alike, so that they have no shape.
  package let isConstant: Bool

  package init(count: Double, skewness: Double, kurtosis: Double) {
    (self.count, self.skewness, self.kurtosis) = (count, skewness, kurtosis)
    isConstant = false
  }

  /// The shape of units that are alike.
  package init(constant count: Double) {
    (self.count, skewness, kurtosis, isConstant) = (count, 0, 0, true)
  }

  /// nil where third and fourth moments are not known, or leave the range of doubles.
  init?(_ cell: Moments, _ functional: Functional) {
    let cell = cell.leading(functional.dimension)
    guard cell.count > 0, let cubes = cell.cubes, let quartics = cell.quartics,
      cubes.dimension == functional.dimension, let gradient = try? functional.gradient(at: cell.mean)
    else { return nil }
    let n = Double(cell.count)
    guard !ConstantArm.isConstant(cell, functional) else {
      self.init(constant: n)
      return
    }
    let second = cell.products.quadraticForm(gradient) / n
    let skewness = cubes.cubicForm(gradient) / n / (second * second.squareRoot())
    let kurtosis = quartics.quarticForm(gradient) / n / (second * second)
    guard skewness.isFinite, kurtosis.isFinite else { return nil }
    self.init(count: n, skewness: skewness, kurtosis: kurtosis)
  }
}
