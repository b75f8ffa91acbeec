/// Brunner and Munzel's comparison as one of mean placements, so that covariates and strata adjust it as they do means.
///
/// The value of the variant is the probability that a unit of it stands above one of the control, ties half; that of the
/// control is ½. It needs `Placements` in place of values, and so is not in the list of the estimators that moments are
/// enough for.
package struct PlacementMeans: Estimator {
  package static let key = "brunner-munzel"

  package let settings: AdjustmentSettings
  /// Why there are no placements; nil where the moments are theirs.
  package let refusal: NotEstimable?

  /// - Parameter refusal: before rows were seen they are `unread`.
  package init(settings: AdjustmentSettings = .init(), refusal: NotEstimable? = .unread) {
    self.settings = settings
    self.refusal = refusal
  }

  package var description: String {
    "Brunner-Munzel test: the probability that a unit of the variant has a higher value than one of the control, ties half; "
      + "0.5 is even"
  }

  private var means: DeltaMethod { DeltaMethod(.mean, settings: settings) }

  /// Placements belong to two variants; there are none that several share.
  package func joint(_ moments: StratifiedMoments) -> JointValues {
    let none = moments.arms.map { _ in refusal ?? .severalVariants }
    return JointValues(
      arms: none.map(Result.failure), counts: means.joint(moments).counts, values: none.map(Result.failure),
      covariances: none.map { _ in none.map { _ in 0 } }, freedom: .independent)
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    let estimate = means.estimate(moments, contrast)
    if let reason = contrast.pair == nil ? .severalVariants : refusal {
      return Estimate(
        method: method, counts: estimate.counts, control: .failure(reason), variant: .failure(reason),
        evidence: .failure(reason))
    }
    let difference = Result { () throws(NotEstimable) in try estimate.value(on: .absolute) }
    let even = BrunnerMunzel.even
    var evidence = estimate.evidence
    if case .failure(.noVariation) = evidence, let apart = try? difference.get(), abs(apart) == even {
      evidence = .failure(.noOverlap)
    }
    return Estimate(
      method: method, counts: estimate.counts, control: difference.map { _ in .exact(even) },
      variant: difference.map { .exact(even + $0) }, evidence: evidence, adjustment: estimate.adjustment,
      warnings: estimate.warnings)
  }
}
