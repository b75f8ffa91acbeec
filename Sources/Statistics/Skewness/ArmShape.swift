/// The standardized third and fourth moments of one arm's influence values: y − ȳ of a mean, (y − R·d)/d̄ of a ratio, the residuals
/// of adjusted ones.
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

  /// The shape of units in strata: each counts for as many as its stratum stands for.
  ///
  /// - Parameters:
  ///   - strata: the moments of each stratum with its factor π_s·n/n_s.
  ///   - mean: of the arm, at which the gradient is taken.
  init?(strata: [(cell: Moments, factor: Double)], _ functional: Functional, at mean: [Double]) {
    guard let gradient = try? functional.gradient(at: mean) else { return nil }
    var (n, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    for (cell, factor) in strata {
      let cell = cell.leading(functional.dimension)
      guard let cubes = cell.cubes, let quartics = cell.quartics, cubes.dimension == functional.dimension else {
        return nil
      }
      let square = factor * factor
      n += Double(cell.count)
      guard !ConstantArm.isConstant(cell, functional) else { continue }
      second += square * cell.products.quadraticForm(gradient)
      third += square * factor * cubes.cubicForm(gradient)
      fourth += square * square * quartics.quarticForm(gradient)
    }
    guard n > 0 else { return nil }
    guard second > 0 else {
      self.init(constant: n)
      return
    }
    let variance = second / n
    let (skewness, kurtosis) = (third / n / (variance * variance.squareRoot()), fourth / n / (variance * variance))
    guard skewness.isFinite, kurtosis.isFinite else { return nil }
    self.init(count: n, skewness: skewness, kurtosis: kurtosis)
  }
}
