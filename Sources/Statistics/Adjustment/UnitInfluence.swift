/// What a unit adds to the value of its arm, in standard deviations of the arm: an affine function of its row.
///
/// ψ = g'·[(w − w̄) − B'(x − x̄)] with the gradient g of the metric, the slopes B, and the means of the unit's cell; with strata
/// times π_s·n_a/n_as. The influence values of an arm have mean 0, and here the mean square 1.
///
/// - Note: Methods/bootstrap, "Pooled rows".
package struct UnitInfluence: Sendable {
  /// Per arm and stratum of the moments; nil where there are no rows, or no value.
  private let forms: [[AffineForm?]]
  /// The rows of each arm.
  package let counts: [Int]
  /// Per arm, whether no value is below 0.
  package let nonNegative: [Bool]

  private init(_ forms: [[AffineForm?]], _ counts: [Int], _ nonNegative: [Bool]) {
    (self.forms, self.counts, self.nonNegative) = (forms, counts, nonNegative)
  }

  init(_ moments: StratifiedMoments, _ functional: Functional, _ settings: AdjustmentSettings) {
    let able = DeltaMethodFit.able(moments)
    let means = able.isEmpty ? nil : try? AdjustedMeans(moments.keeping(arms: able), settings)
    let pooled = moments.arms.map { moments.pooled($0) }
    self.init(
      moments.arms.map { arm in
        let none = [AffineForm?](repeating: nil, count: moments.strata.count)
        guard let position = able.firstIndex(of: arm), let means else { return none }
        return Self.forms(of: position, Double(pooled[arm].count), means, functional, moments) ?? none
      }, pooled.map(\.count),
      pooled.map { $0.nonNegative.prefix(functional.dimension).allSatisfy(\.self) })
  }

  /// The function of the rows of an arm in a stratum.
  package func form(arm: Int, stratum: Int) -> AffineForm? { forms[arm][stratum] }

  /// The function of rows with more covariates, which do not matter.
  func ignoring(_ covariates: Int) -> UnitInfluence {
    UnitInfluence(forms.map { $0.map { $0?.ignoring(covariates) } }, counts, nonNegative)
  }

  private static func forms(
    of arm: Int, _ n: Double, _ means: AdjustedMeans, _ functional: Functional, _ moments: StratifiedMoments
  ) -> [AffineForm?]? {
    let (fit, q) = (means.fit, moments.outcomes)
    guard let gradient = try? functional.gradient(at: means.means[arm]), gradient.allSatisfy(\.isFinite) else {
      return nil
    }
    let strata = means.mergedStrata.indices
    let scales = strata.map { fit.shares[$0] * n / Double(fit[arm, $0].count) }
    var square = 0.0
    for stratum in strata {
      let part = means.own[arm][stratum]
      let form = part.residuals.bilinear(gradient, gradient)
      // What rounding leaves of rows that have one ratio, or lie on a line, is no spread.
      let terms = gradient.indices.reduce(0) { $0 + gradient[$1] * gradient[$1] * part.raw[$1, $1] }
      if form > terms * rounding { square += scales[stratum] * scales[stratum] * form / n }
    }
    let deviation = square.squareRoot()
    var forms = [AffineForm?](repeating: nil, count: moments.strata.count)
    for (stratum, merged) in means.mergedStrata.enumerated() {
      let cell = fit[arm, stratum]
      let factor = deviation > 0 ? scales[stratum] / deviation : 0
      var (coefficients, center) = (gradient.map { factor * $0 }, Array(fit.moments.cells[arm][stratum].mean.prefix(q)))
      for covariate in 0..<moments.covariates {
        let position = means.keptCovariates.firstIndex(of: covariate)
        let slope = position.map { k in
          gradient.indices.reduce(0) { $0 + gradient[$1] * fit.slopes[cell.group][k, $1] }
        }
        coefficients.append(-factor * (slope ?? 0))
        center.append(position.map { fit.moments.cells[arm][stratum].mean[q + $0] } ?? 0)
      }
      for original in merged { forms[original] = AffineForm(coefficients: coefficients, center: center) }
    }
    return forms
  }

  /// The share of the terms that cancel in a variance below which it is rounding.
  private static let rounding = 1e-14
}
