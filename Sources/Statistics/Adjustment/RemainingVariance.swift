/// The share of the variance of a difference of two means that covariates and strata leave, with slopes common to all variants.
///
/// 1 − R² = [Σ residual/(n − A·S − k)]/[Σ total/(n − A)], sums of squares within the A variants, S strata and k covariates, at
/// most 1; times what strata cost that divide the variants unevenly, Σπ²(1/n₁ₛ + 1/n₀ₛ)/(1/n₁ + 1/n₀), which is 1 for one.
///
/// - Note: Methods/proportions, "Adjusted proportions".
struct RemainingVariance {
  let share: Double

  /// - Precondition: both variants of the pair have more than one row.
  /// - Throws: `tooFew` when a cell has no degree of freedom left.
  init(
    _ moments: StratifiedMoments, _ pair: (control: Int, variant: Int), _ settings: AdjustmentSettings
  ) throws(NotEstimable) {
    let able = moments.arms.filter { moments.pooled($0).count > 1 }
    let fit = try AdjustedMeans(moments.keeping(arms: able), settings)
    let residual = fit.own.joined().reduce(0) { $0 + $1.residuals[0, 0] }
    let cells = able.map { moments.pooled($0) }
    let total = cells.reduce(0) { $0 + $1.products[0, 0] }
    let freedom = cells.reduce(0) { $0 + Double($1.count - 1) }
    guard total > 0, fit.degreesOfFreedomLimit > 0 else { throw .tooFew }
    let explained = 1 - (residual / fit.degreesOfFreedomLimit) / (total / freedom)
    let sides = [pair.control, pair.variant].compactMap(able.firstIndex)
    let strata = sides.reduce(0) { sum, arm in
      sum + fit.own[arm].reduce(0) { $0 + $1.weight / ($1.divisor / $1.degreesOfFreedom) }
    }
    let whole = sides.reduce(0) { $0 + 1 / Double(cells[$1].count) }
    let uneven = fit.strata == 1 ? 1 : strata / whole
    share = (1 - max(0, explained)) * uneven
  }
}
