/// Whether chance can have made all units of a variant alike, so that its variance of zero means nothing.
///
/// Where k of the m units of the other variants deviate from the common value of n units, and labels were drawn at random,
/// none of the k falls among the n with the chance C(m, k)/C(m + n, k). A comparison that needs this chance to be small is
/// wrong at most that often, whatever the data; else Welch's test takes the n units as exactly known, and rejects in 63 % of
/// experiments with 380 and 20 units of which 2 % convert alike.
///
/// How many deviate is not known from moments, but not less than (Σd)²/Σd², d the deviations (Cauchy and Schwarz); of values
/// that are 0 or 1 this is the number itself.
package enum ConstantArm {
  /// A fifth of the error of one tail at 5 %, which is also what skewness may add to Student's t.
  static let tolerance = 0.005

  /// Squares of values that differ by rounding alone, relative to the square of their mean: of four units in the last place.
  private static let rounding = 8e-31

  /// Whether the rows themselves are alike, whatever an adjustment makes of them: slopes shared with other arms give a constant
  /// arm a variance that says nothing of it.
  static func isConstant(_ arm: Moments, _ functional: Functional) -> Bool {
    guard let value = try? functional.value(at: arm.mean) else { return false }
    let direction = functional == .mean ? [1] : [1, -value]
    let limit = direction.indices.reduce(0.0) { sum, i in
      let square = direction[i] * direction[i]
      let residue = functional == .mean ? 0 : 1e-14 * arm.products[i, i]
      return sum + square * (residue + Double(arm.count) * arm.mean[i] * arm.mean[i] * rounding)
    }
    return arm.products.quadraticForm(direction) <= limit
  }

  /// Whether the means are so large that a double of theirs is coarse beside the error of their difference, as of amounts that all
  /// begin with the same fifteen digits. Values that differ by their last digit alone are alike.
  ///
  /// - Parameter isPlain: whether the difference is that of two means alone, of which more digits may be known than doubles have.
  static func losesDigits(_ arms: [Moments], isPlain: Bool) -> Bool {
    let variance = arms.reduce(0) { $0 + $1.products[0, 0] / (Double($1.count) * max(1, Double($1.count) - 1)) }
    let coarse = arms.map { $0.mean[0].ulp }.max() ?? 0
    let spread = arms.map { ($0.products[0, 0] / max(1, Double($0.count))).squareRoot() }.max() ?? 0
    // The values themselves are doubles, which must tell them apart.
    if isPlain, arms.allSatisfy({ $0.remainder != nil }), spread > 16 * coarse { return false }
    return variance > 0 && spread > 1.5 * coarse && coarse / 2 > tolerableRounding * variance.squareRoot()
  }

  /// The rounding of a mean that a test may have, relative to its standard error.
  static let tolerableRounding = 0.01

  /// - Throws: `numericallyUnreliable` where means are too large for their differences; `oneArmConstant` where the rows of an arm of the contrast are alike, others are not, and this may be chance;
  ///   `noVariation` where those of all arms are.
  static func check(
    _ moments: StratifiedMoments, _ contrast: Contrast, _ functional: Functional, isPlain: Bool = false
  ) throws(NotEstimable) {
    let arms = (contrast.control + contrast.variant).map(\.arm)
    let cells = arms.map { moments.pooled($0).leading(moments.outcomes) }
    if functional == .mean, losesDigits(cells, isPlain: isPlain) { throw .numericallyUnreliable }
    let constant = cells.indices.filter { isConstant(cells[$0], functional) }
    if constant.count == cells.count {
      // Whole numbers that differ, beyond what doubles tell apart, are not alike.
      let differ = cells.contains { cell in
        cell.remainder != nil && cell.mean.indices.contains { cell.mean[$0].ulp >= 0.25 && cell.products[$0, $0] > 0 }
      }
      throw differ ? .numericallyUnreliable : .noVariation
    }
    for index in constant {
      let own = cells[index]
      let rest = cells.indices.filter { $0 != index }.map { cells[$0] }
      guard let first = rest.first else { continue }
      let others = rest.dropFirst().reduce(first, +)
      if chance(own, others, functional) > tolerance { throw .oneArmConstant }
    }
  }

  /// The chance that none of the deviating units is among those of the constant arm; at most, as their number is a lower limit.
  package static func chance(_ constant: Moments, _ others: Moments, _ functional: Functional) -> Double {
    guard let value = try? functional.value(at: constant.mean) else { return 1 }
    // The deviation of a row is y − c, or y − R·d.
    let direction = functional == .mean ? [1] : [1, -value]
    let distance = zip(direction, others.mean).reduce(0) { $0 + $1.0 * $1.1 } - (functional == .mean ? value : 0)
    let (m, n) = (Double(others.count), Double(constant.count))
    let squares = others.products.quadraticForm(direction) + m * distance * distance
    guard squares > 0, squares.isFinite else { return 1 }
    let deviating = (m * distance * (m * distance / squares) * (1 + 1e-9)).rounded(.down)
    var chance = 1.0
    var drawn = 0.0
    while drawn < min(deviating, m), chance > 1e-9 {
      chance *= (m - drawn) / (m + n - drawn)
      drawn += 1
    }
    return chance
  }
}
