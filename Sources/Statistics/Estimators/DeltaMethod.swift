/// The comparison of smooth functions of (adjusted) means with a t statistic; for a plain mean this is Welch's test.
///
/// Var θ = ∇h' Ω ∇h in each variant, with the joint covariance Ω of `AdjustedMeans`; without covariates and strata that is
/// ∇h' S ∇h / ((n − 1)n) with n − 1 degrees of freedom, and Welch-Satterthwaite for the contrast.
///
/// - Note: B. L. Welch (1947), *Biometrika* 34, 28-35; A. Deng, U. Knoblich, J. Lu (2018), KDD, eq. 3;
///   Methods/deltas-and-ratios.
package struct DeltaMethod: Estimator {
  package static let key = "delta-method"
  /// Units per variant below which a result rests on the t distribution more than on its data.
  package static let smallSample = 30

  package let functional: Functional
  /// Whether the value is a probability, so that an arm alone is read with Wilson's interval.
  package let isProbability: Bool
  package let settings: AdjustmentSettings

  package init(_ functional: Functional, isProbability: Bool = false, settings: AdjustmentSettings = .init()) {
    self.functional = functional
    self.isProbability = isProbability
    self.settings = settings
  }

  /// Welch's name for a mean, which is what a reader would look up.
  package var method: String { functional == .mean ? "welch-t" : Self.key }

  package var description: String {
    switch functional {
    case .mean: "Welch's t-test"
    case .ratio: "t-test by the delta method on unit totals"
    }
  }

  package static let invertsByFieller = true

  package func joint(_ moments: StratifiedMoments) -> JointValues { DeltaMethodFit(self, moments).joint }

  /// Welch's test of means of units that stand for themselves, Wald's elsewhere.
  package func omnibus(_ moments: StratifiedMoments, control: Int) throws(NotEstimable) -> OmnibusTest {
    guard functional == .mean, moments.covariates == 0, moments.strata.count == 1 else {
      return try OmnibusTest.wald(joint(moments), control: control)
    }
    let cells = moments.arms.map { moments.pooled($0) }
    guard cells.allSatisfy({ $0.count > 1 }) else { throw .tooFew }
    return try OmnibusTest.welchANOVA(
      means: cells.map { $0.mean[0] }, variances: cells.map { $0.products[0, 0] / Double($0.count - 1) },
      counts: cells.map(\.count))
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    if isProbability, let score = BoundaryProportion(moments, contrast, functional) { return score.estimate }
    let fit = DeltaMethodFit(self, moments)
    let joint = fit.joint
    let evidence: Result<NormalEvidence, NotEstimable> = Result { () throws(NotEstimable) in
      let evidence: NormalEvidence?
      do throws(NotEstimable) {
        evidence = try joint.evidence(contrast)
      } catch {
        guard error == .noVariation else { throw error }
        evidence = nil
      }
      try ConstantArm.check(moments, contrast, functional)
      if let evidence, evidence.variance(r: 1) > 0 || fit.covariates == 0 { return evidence }
      // The values themselves vary, so that what explains them has left nothing.
      throw fit.covariates > 0 ? NotEstimable.outcomeDetermined : .noVariation
    }
    return Estimate(
      method: method, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: joint.side(contrast.control), variant: joint.side(contrast.variant),
      evidence: evidence.map(Evidence.normal), skewness: skewness(moments, contrast), adjustment: fit.adjustment,
      warnings: (try? evidence.get()).map { warnings(moments, contrast, $0) + fit.notes } ?? [])
  }

  /// Of the unadjusted values: the moments have no third products with covariates, and adjustment removes more variance than
  /// skew.
  private func skewness(_ moments: StratifiedMoments, _ contrast: Contrast) -> SkewnessDiagnostic? {
    guard let pair = contrast.pair else { return nil }
    let unadjusted = moments.unadjusted
    let joint = DeltaMethodFit(DeltaMethod(functional), unadjusted).joint
    let (control, variant) = (unadjusted.pooled(pair.control), unadjusted.pooled(pair.variant))
    guard let evidence = try? joint.evidence(contrast), let zero = control.cubes, let one = variant.cubes,
      let zeroGradient = try? functional.gradient(at: control.mean),
      let oneGradient = try? functional.gradient(at: variant.mean)
    else { return nil }
    let diagnostic = SkewnessDiagnostic(
      thirds: (zero.cubicForm(zeroGradient), one.cubicForm(oneGradient)), counts: (control.count, variant.count),
      standardError: evidence.variance(r: 1).squareRoot())
    return diagnostic.gamma.isFinite ? diagnostic : nil
  }

  private func warnings(
    _ moments: StratifiedMoments, _ contrast: Contrast, _ evidence: NormalEvidence
  ) -> [EstimateWarning] {
    var all: [EstimateWarning] = []
    let cells = (contrast.control + contrast.variant).map { moments.pooled($0.arm) }
    if evidence.control.variance == 0 || evidence.variant.variance == 0 { all.append(.oneArmConstant) }
    if cells.contains(where: { $0.count < Self.smallSample }) { all.append(.smallSample) }
    if isProbability, [evidence.control, evidence.variant].contains(where: { !(0...1).contains($0.value) }) {
      all.append(.outsideRange)
    }
    if functional == .ratio, cells.contains(where: isBiased) { all.append(.ratioBias) }
    if let pair = contrast.pair, let balance = CovariateBalance(moments, control: pair.control, variant: pair.variant),
      balance.pValue < CovariateBalance.threshold
    {
      all.append(.covariateImbalance)
    }
    return all
  }

  /// The O(1/n) bias of a ratio, −(S_yd/d̄² − R·S_dd/d̄²)/(n(n−1)), against a tenth of its standard error
  /// (Methods/deltas-and-ratios, "Ratio of two totals").
  private func isBiased(_ cell: Moments) -> Bool {
    guard let ratio = try? functional.value(at: cell.mean), let gradient = try? functional.gradient(at: cell.mean)
    else {
      return false
    }
    let n = Double(cell.count)
    let square = cell.mean[1] * cell.mean[1]
    let bias = -(cell.products[0, 1] - ratio * cell.products[1, 1]) / square / (n * (n - 1))
    let variance = cell.leading(2).products.quadraticForm(gradient) / ((n - 1) * n)
    return abs(bias) > 0.1 * max(0, variance).squareRoot()
  }
}
