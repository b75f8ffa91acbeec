/// The mean vector of every arm, adjusted for covariates and strata, with the joint covariance of all of them.
///
/// One estimator covers none (no covariate, one stratum), regression adjustment (CUPED), post-stratification, and both.
/// Slopes come from products within the cells; the covariates are centred at their means over all arms, which are estimated
/// from the same rows: that makes the arms correlated, and `shared` holds this part.
///
/// - Note: W. Lin (2013), *Annals of Applied Statistics* 7, 295-318; A. Deng, Y. Xu, R. Kohavi, T. Walker (2013), WSDM;
///   L. Miratrix, J. Sekhon, B. Yu (2013), *JRSS B* 75, 369-396; T. Ye, J. Shao, Y. Yi, Q. Zhao (2023), *JASA* 118;
///   Methods/adjusted-means.
struct AdjustedMeans {
  /// The part of the variance that one cell's residuals make.
  struct OwnPart {
    /// π².
    let weight: Double
    /// E, the residual products of the cell.
    let residuals: Matrix
    /// S_ww, what the residuals would be without slopes.
    let raw: Matrix
    /// ν·n, what the products are divided by.
    let divisor: Double
    let degreesOfFreedom: Double
  }

  /// m_a, per arm.
  let means: [[Double]]
  /// The parts of each arm, one per stratum.
  let own: [[OwnPart]]
  /// Ω_x + Ω_lev + Ω_btw, per pair of arms; nil where it is zero.
  let shared: [[Matrix]]?
  /// Degrees of freedom of the shared part.
  let sharedDegreesOfFreedom: Double
  /// What no contrast exceeds.
  let degreesOfFreedomLimit: Double
  let covariates: Int
  let strata: Int
  let slopes: SlopeRule
  let notes: [EstimateWarning]
  /// The regression behind the means.
  let fit: SlopeFit
  /// The strata that were merged into each stratum of the regression, by position.
  let mergedStrata: [[Int]]
  /// Positions of the covariates of the regression.
  let keptCovariates: [Int]

  /// - Precondition: every arm has rows.
  /// - Throws: `tooFew` when a cell has no degree of freedom left.
  init(_ raw: StratifiedMoments, _ settings: AdjustmentSettings) throws(NotEstimable) {
    mergedStrata = raw.strataToMerge(minimum: raw.strata.count > 1 ? settings.stratumMinimum : 1)
    let merged = raw.merging(strata: mergedStrata)
    let selection = CovariateSelection(merged, settings)
    keptCovariates = selection.kept
    let fit = SlopeFit(selection.moments, selection.slopes)
    self.fit = fit
    let (moments, q) = (fit.moments, fit.moments.outcomes)
    let covariates = moments.covariates
    self.covariates = covariates
    strata = moments.strata.count
    slopes = selection.slopes
    notes = selection.notes + (merged.strata.count < raw.strata.count ? [.strataMerged] : [])

    own = try moments.arms.map { arm throws(NotEstimable) in
      try moments.strata.map { stratum throws(NotEstimable) in
        let cell = fit[arm, stratum]
        let n = Double(cell.count)
        let freedom = n - 1 - Double(covariates) * n / fit.groupSizes[cell.group]
        guard freedom > 0 else { throw .tooFew }
        let share = moments.strata.count == 1 ? 1 : fit.shares[stratum]
        return OwnPart(
          weight: share * share, residuals: cell.residuals, raw: cell.ww, divisor: freedom * n,
          degreesOfFreedom: freedom)
      }
    }
    means = moments.arms.map { arm in
      (0..<q).map { i in
        moments.strata.count == 1
          ? fit[arm, 0].mean[i] : moments.strata.reduce(0) { $0 + fit.shares[$1] * fit[arm, $1].mean[i] }
      }
    }
    shared = covariates == 0 && moments.strata.count == 1 ? nil : SharedCovariance(fit, means).blocks
    let cells = Double(moments.arms.count * moments.strata.count)
    sharedDegreesOfFreedom = fit.rows - Double(moments.arms.count)
    degreesOfFreedomLimit = fit.rows - cells - Double(covariates * fit.groupSizes.count)
  }
}
