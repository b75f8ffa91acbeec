/// The comparison of two smooth functions of means with a t statistic; for a plain mean this is Welch's test.
///
/// Var θ = ∇h' S ∇h / ((n − 1)n) in each variant, n − 1 degrees of freedom, Welch-Satterthwaite for the contrast.
///
/// - Note: B. L. Welch (1947), *Biometrika* 34, 28-35; A. Deng, U. Knoblich, J. Lu (2018), KDD, eq. 3;
///   `methods.md` 4.2, 4.4, 6.1.
package struct DeltaMethod: Estimator {
  package static let key = "delta-method"
  /// Units per variant below which a result rests on the t distribution more than on its data.
  package static let smallSample = 30

  package let functional: Functional

  package init(_ functional: Functional) {
    self.functional = functional
  }

  /// Welch's name for a mean, which is what a reader would look up.
  package var method: String { functional == .mean ? "welch-t" : Self.key }

  package var description: String {
    let test =
      switch functional {
      case .mean: "Welch's t-test"
      case .ratio: "t-test by the delta method on unit totals"
      }
    return test + "; Fieller's interval for the relative difference"
  }

  package func estimate(control: Moments, variant: Moments) -> Estimate {
    let (zero, one) = (arm(control), arm(variant))
    let evidence: Result<NormalEvidence, NotEstimable> = Result { () throws(NotEstimable) in
      try NormalEvidence(control: try value(zero, control), variant: try value(one, variant))
    }
    return Estimate(
      method: method, counts: (control.count, variant.count), control: zero, variant: one,
      evidence: evidence.map(Evidence.normal), skewness: skewness(control, variant, evidence),
      warnings: warnings(control, variant, evidence))
  }

  /// Point values exist with one unit; their variance does not.
  private func value(_ arm: Result<ArmEvidence, NotEstimable>, _ cell: Moments) throws(NotEstimable) -> ArmValue {
    switch try arm.get() {
    case .normal(let value), .ratio(let value, _, _, _):
      guard cell.count > 1 else { throw .tooFew }
      return value
    case .counts: preconditionFailure("the delta method makes no counts")
    }
  }

  private func arm(_ cell: Moments) -> Result<ArmEvidence, NotEstimable> {
    Result { () throws(NotEstimable) in
      guard cell.count > 0 else { throw .emptyArm }
      guard cell.mean.allSatisfy(\.isFinite) else { throw .numericallyUnreliable }
      let theta = try functional.value(at: cell.mean)
      let whole = try arm(cell, theta, try functional.gradient(at: cell.mean))
      switch functional {
      case .mean: return .normal(whole)
      case .ratio:
        let n = Double(cell.count)
        return .ratio(
          whole, numerator: try arm(cell, cell.mean[0], [1, 0]), denominator: try arm(cell, cell.mean[1], [0, 1]),
          covariance: cell.count > 1 ? cell.products[0, 1] / ((n - 1) * n) : 0)
      }
    }
  }

  /// Magnitudes whose squares, and products of two squares, are doubles: intervals and degrees of freedom form these.
  private static let safe = 1e-70...1e70

  /// - Throws: `numericallyUnreliable` where the arithmetic on the value would overflow or underflow.
  private func arm(_ cell: Moments, _ value: Double, _ gradient: [Double]) throws(NotEstimable) -> ArmValue {
    let n = Double(cell.count)
    let form = cell.products.quadraticForm(gradient)
    // Rounding leaves a residue where every unit has the same ratio; below it lies no information.
    let rounding = scale(cell, gradient) * 1e-14
    let variance = cell.count > 1 && form > rounding ? form / ((n - 1) * n) : 0
    guard form.isFinite, abs(value) <= Self.safe.upperBound,
      variance == 0 ? value == 0 || Self.safe.contains(abs(value)) : Self.safe.contains(variance.squareRoot())
    else { throw .numericallyUnreliable }
    return ArmValue(value: value, variance: variance, degreesOfFreedom: max(1, n - 1))
  }

  /// The size of the terms that cancel in the quadratic form.
  private func scale(_ cell: Moments, _ gradient: [Double]) -> Double {
    gradient.count == 1 ? 0 : gradient.indices.reduce(0) { $0 + gradient[$1] * gradient[$1] * cell.products[$1, $1] }
  }

  private func skewness(
    _ control: Moments, _ variant: Moments, _ evidence: Result<NormalEvidence, NotEstimable>
  ) -> SkewnessDiagnostic? {
    guard let evidence = try? evidence.get(), let zero = control.cubes, let one = variant.cubes,
      let zeroGradient = try? functional.gradient(at: control.mean),
      let oneGradient = try? functional.gradient(at: variant.mean)
    else { return nil }
    let diagnostic = SkewnessDiagnostic(
      thirds: (zero.cubicForm(zeroGradient), one.cubicForm(oneGradient)), counts: (control.count, variant.count),
      standardError: evidence.variance(r: 1).squareRoot())
    return diagnostic.gamma.isFinite ? diagnostic : nil
  }

  private func warnings(
    _ control: Moments, _ variant: Moments, _ evidence: Result<NormalEvidence, NotEstimable>
  ) -> [EstimateWarning] {
    guard let evidence = try? evidence.get() else { return [] }
    var all: [EstimateWarning] = []
    if evidence.control.variance == 0 || evidence.variant.variance == 0 { all.append(.oneArmConstant) }
    if min(control.count, variant.count) < Self.smallSample { all.append(.smallSample) }
    if functional == .ratio, isBiased(control, evidence.control) || isBiased(variant, evidence.variant) {
      all.append(.ratioBias)
    }
    return all
  }

  /// The O(1/n) bias of a ratio, −(S_yd/d̄² − R·S_dd/d̄²)/(n(n−1)), against a tenth of its standard error (`methods.md` 4.4).
  private func isBiased(_ cell: Moments, _ value: ArmValue) -> Bool {
    let n = Double(cell.count)
    let square = cell.mean[1] * cell.mean[1]
    let bias = -(cell.products[0, 1] - value.value * cell.products[1, 1]) / square / (n * (n - 1))
    return abs(bias) > 0.1 * value.variance.squareRoot()
  }
}
