internal import Distributions

/// Do two variants differ in what was known before exposure, by more than chance allows?
///
/// A joint Wald test of the covariates' means within strata; a small p-value means a broken assignment, or a covariate that
/// was measured after exposure.
///
/// - Note: Methods/adjusted-means, "Balance".
package struct CovariateBalance: Sendable, Equatable {
  /// Below this p-value the covariates are called imbalanced.
  package static let threshold = 0.001

  package let statistic: Double
  package let degreesOfFreedom: Int
  package let pValue: Double

  /// - Returns: nil where no covariate varies, or a variant has fewer than two rows.
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
    let covariance = Matrix(k, k) { i, j in
      usable.reduce(0) { sum, s in
        let share = sizes[s] / total
        return sum
          + pair.arms.reduce(0) { inner, arm in
            let cell = pair.cells[arm][s]
            let n = Double(cell.count)
            return inner + share * share * cell.products[q + i, q + j] / (n * (n - 1))
          }
      }
    }
    let kept = PivotedCholesky(covariance).independent
    guard !kept.isEmpty else { return nil }
    let solution = solve(
      Matrix(kept.count, kept.count) { covariance[kept[$0], kept[$1]] }, Matrix(column: kept.map { difference[$0] }))
    statistic = kept.indices.reduce(0) { $0 + difference[kept[$1]] * solution[$1, 0] }
    degreesOfFreedom = kept.count
    guard statistic.isFinite else { return nil }
    pValue = ChiSquared(degreesOfFreedom: Double(kept.count)).upperTail(statistic)
  }
}
