/// Brunner and Munzel's comparison as one of mean placements, so that covariates and strata adjust it as they do means.
///
/// The value of the variant is the probability that a unit of it stands above one of the control, ties half; that of the
/// control is ½. The moments are those of `Placements` of the two variants of the contrast.
package struct PlacementMeans: Estimator {
  package static let key = "brunner-munzel"

  package let settings: AdjustmentSettings

  package init(settings: AdjustmentSettings = .init()) { self.settings = settings }

  package var description: String {
    "Brunner-Munzel test: the probability that a unit of the variant has a higher value than one of the control, ties half; "
      + "0.5 is even"
  }

  private var means: DeltaMethod { DeltaMethod(.mean, settings: settings) }

  /// Placements belong to two variants; there are none that several share.
  package func joint(_ moments: StratifiedMoments) -> JointValues {
    JointValues(counts: means.joint(moments).counts, failing: .severalVariants)
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    let estimate = means.estimate(moments, contrast)
    let difference = Result { () throws(NotEstimable) in try estimate.value(on: .absolute) }
    let even = BrunnerMunzel.even
    var (evidence, method) = (estimate.evidence, self.method)
    if case .failure(.noVariation) = evidence, let pair = contrast.pair, let apart = try? difference.get(),
      abs(apart) == even
    {
      let counts = [pair.control, pair.variant].map { arm in moments.cells[arm].map(\.count) }
      evidence = .success(
        .difference(.separation(Separation(control: counts[0], variant: counts[1], isVariantHigher: apart > 0))))
      method = Separation.key
    }
    return Estimate(
      method: method, counts: estimate.counts, control: difference.map { _ in .exact(even) },
      variant: difference.map { .exact(even + $0) }, evidence: evidence, adjustment: estimate.adjustment,
      warnings: estimate.warnings)
  }
}
