internal import Distributions

/// Do two variants differ in what was known before exposure, by more than chance allows?
///
/// Hotelling's T² of the covariates' means within strata, with one covariance for all cells, as an F. With a variance of each
/// variant's own and χ², twenty covariates and forty units would be called imbalanced in 8 % instead of 0.1 % of experiments. A
/// small p-value means a broken assignment, or a covariate that was measured after exposure.
///
/// - Note: H. Hotelling (1931), *Annals of Mathematical Statistics* 2, 360-378; Methods/adjusted-means, "Balance".
package struct CovariateBalance: Sendable, Equatable {
  /// Below this p-value the covariates are called imbalanced.
  package static let threshold = 0.001

  /// F = T²·(ν − k + 1)/(ν·k) of k covariates.
  package let statistic: Double
  /// k, without covariates that others determine.
  package let degreesOfFreedom: Int
  /// ν − k + 1, where ν is the number of rows less that of cells.
  package let denominatorDegreesOfFreedom: Int
  package let pValue: Double

  /// - Returns: nil where no covariate varies, or there are too few rows for so many covariates.
  package init?(_ moments: StratifiedMoments, control: Int, variant: Int) {
    let pair = moments.keeping(arms: [control, variant])
    let sizes = pair.strata.map { s in pair.arms.reduce(0) { $0 + Double(pair.cells[$1][s].count) } }
    let usable = pair.strata.filter { s in pair.arms.allSatisfy { pair.cells[$0][s].count > 1 } }
    let total = usable.reduce(0) { $0 + sizes[$1] }
    let (k, q) = (moments.covariates, moments.outcomes)
    guard k > 0, total > 0 else { return nil }
    let difference = (0..<k).map { x in
      usable.reduce(0) { sum, s in
        sum + sizes[s] / total * (pair.cells[1][s].mean[q + x] - pair.cells[0][s].mean[q + x])
      }
    }
    let freedom = usable.reduce(0) { $0 + Int(sizes[$1]) - pair.arms.count }
    guard freedom >= k else { return nil }
    // Var of the difference of means per unit of the common covariance.
    let spread = usable.reduce(0) { sum, s in
      let share = sizes[s] / total
      return sum + pair.arms.reduce(0) { $0 + share * share / Double(pair.cells[$1][s].count) }
    }
    let covariance = Matrix(k, k) { i, j in
      usable.reduce(0) { sum, s in sum + pair.arms.reduce(0) { $0 + pair.cells[$1][s].products[q + i, q + j] } }
        * spread / Double(freedom)
    }
    let kept = PivotedCholesky(covariance).independent
    let denominator = freedom - kept.count + 1
    guard !kept.isEmpty, denominator > 0 else { return nil }
    let solution = solve(
      Matrix(kept.count, kept.count) { covariance[kept[$0], kept[$1]] }, Matrix(column: kept.map { difference[$0] }))
    let square = kept.indices.reduce(0) { $0 + difference[kept[$1]] * solution[$1, 0] }
    statistic = square * Double(denominator) / (Double(freedom) * Double(kept.count))
    (degreesOfFreedom, denominatorDegreesOfFreedom) = (kept.count, denominator)
    guard statistic.isFinite else { return nil }
    pValue = FDistribution(
      numeratorDegreesOfFreedom: Double(kept.count), denominatorDegreesOfFreedom: Double(denominator)
    ).upperTail(statistic)
  }
}
