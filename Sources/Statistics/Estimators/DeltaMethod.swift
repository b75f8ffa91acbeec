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
  package let row: RowOfAnalysis
  package let settings: AdjustmentSettings

  /// What the moments are moments of.
  package enum RowOfAnalysis: Sendable {
    /// Units, each for itself: a ratio's are worth as many as have a denominator (`EffectiveUnits`).
    case unit
    /// Totals of clusters of units.
    case cluster
  }

  package init(
    _ functional: Functional, isProbability: Bool = false, row: RowOfAnalysis = .unit,
    settings: AdjustmentSettings = .init()
  ) {
    self.functional = functional
    self.isProbability = isProbability
    self.row = row
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

  package func influence(_ moments: StratifiedMoments) -> UnitInfluence? {
    UnitInfluence(moments, functional, settings)
  }

  package func asksForShape(_ moments: StratifiedMoments) -> Bool {
    switch row {
    case .cluster: ShapeScreen.asksOfClusters(moments)
    case .unit: !isProbability && ShapeScreen.asksOfResiduals(moments, functional, settings)
    }
  }

  /// Welch's test of means of units that stand for themselves, Wald's elsewhere.
  package func omnibus(_ moments: StratifiedMoments, control: Int) throws(NotEstimable) -> OmnibusTest {
    guard functional == .mean, moments.covariates == 0, moments.strata.count == 1 else {
      return try OmnibusTest.wald(joint(moments), control: control)
    }
    let cells = moments.arms.map { moments.pooled($0) }
    guard cells.allSatisfy({ $0.count > 1 }) else { throw .tooFew }
    if ConstantArm.losesDigits(cells, isPlain: false) { throw .numericallyUnreliable }
    return try OmnibusTest.welchANOVA(
      means: cells.map { $0.mean[0] }, variances: cells.map { $0.products[0, 0] / Double($0.count - 1) },
      counts: cells.map(\.count))
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    if isProbability, let score = BoundaryProportion(moments, contrast, functional) { return score.estimate }
    let fit = DeltaMethodFit(self, moments)
    let joint = fit.joint
    let pivot = Result { () throws(NotEstimable) in try self.pivot(moments, contrast, fit) }
    let evidence = Result { () throws(NotEstimable) in
      if let pivot = try pivot.get() { return Evidence.pooledShape(pivot) }
      let evidence: NormalEvidence?
      do throws(NotEstimable) {
        evidence = try joint.evidence(contrast)
      } catch {
        guard error == .noVariation else { throw error }
        evidence = nil
      }
      let isPlain = fit.adjustment == nil && contrast.pair != nil && row == .unit
      try ConstantArm.check(moments, contrast, functional, isPlain: isPlain)
      try checkDigits(moments, contrast, evidence, isPlain: isPlain && functional == .mean)
      if let evidence, evidence.variance(r: 1) > 0 || fit.covariates == 0 { return Evidence.normal(evidence) }
      // The values themselves vary, so that what explains them has left nothing.
      throw fit.covariates > 0 ? NotEstimable.outcomeDetermined : .noVariation
    }
    let skewed = try? pivot.get()
    return Estimate(
      method: skewed == nil ? method : PooledShapePivot.key,
      counts: (joint.count(contrast.control), joint.count(contrast.variant)), control: joint.side(contrast.control),
      variant: joint.side(contrast.variant), evidence: evidence, thinArm: skewed?.thinArm, adjustment: fit.adjustment,
      warnings: (try? evidence.get()).map { warnings(moments, contrast, $0) + fit.notes } ?? [])
  }

  /// - Throws: `numericallyUnreliable` where values, or covariates, are so large that doubles do not carry what is made of them.
  private func checkDigits(
    _ moments: StratifiedMoments, _ contrast: Contrast, _ evidence: NormalEvidence?, isPlain: Bool
  ) throws(NotEstimable) {
    if let evidence, evidence.losesRatios, !isPlain { throw .numericallyUnreliable }
    let cells = (contrast.control + contrast.variant).map { moments.pooled($0.arm) }
    for index in moments.outcomes..<(moments.outcomes + moments.covariates) {
      if ConstantArm.losesDigits(cells.map { $0.coordinate(index) }, isPlain: false) { throw .numericallyUnreliable }
    }
  }

  /// The pivot of skewed data; nil where the data are not skewed, where their shape is not known, and for probabilities of units.
  private func pivot(
    _ moments: StratifiedMoments, _ contrast: Contrast, _ fit: DeltaMethodFit
  ) throws(NotEstimable) -> PooledShapePivot? {
    guard row == .cluster || !isProbability, let pair = contrast.pair else { return nil }
    guard let zero = fit.shape(of: pair.control, moments), let one = fit.shape(of: pair.variant, moments),
      let shape = PooledShape(control: zero, variant: one), shape.isSkewed
    else { return nil }
    if functional == .mean,
      ConstantArm.losesDigits([pair.control, pair.variant].map { moments.pooled($0) }, isPlain: false)
    {
      throw .numericallyUnreliable
    }
    let cells = [pair.control, pair.variant].map { moments.pooled($0).leading(functional.dimension) }
    return PooledShapePivot(
      try fit.joint.evidence(contrast), shape, isNonNegative: cells.allSatisfy { $0.nonNegative.allSatisfy(\.self) })
  }

  private func warnings(
    _ moments: StratifiedMoments, _ contrast: Contrast, _ evidence: Evidence
  ) -> [EstimateWarning] {
    var all: [EstimateWarning] = []
    let cells = (contrast.control + contrast.variant).map { moments.pooled($0.arm) }
    if case .normal(let values) = evidence {
      if values.control.variance == 0 || values.variant.variance == 0 { all.append(.oneArmConstant) }
      if isProbability, [values.control, values.variant].contains(where: { !(0...1).contains($0.value) }) {
        all.append(.outsideRange)
      }
    }
    if cells.contains(where: { $0.count < Self.smallSample }) { all.append(.smallSample) }
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
