/// The expected outcome as a function of the dose, with covariates held at what they are.
///
/// A prediction is the mean over all units of what the model expects of each at that dose (standardization), and its
/// variance comes from the coefficients by the delta method. It says what the dose does only where the dose was drawn by lot.
///
/// - Note: S. Greenland (2004), *American Journal of Epidemiology* 160, 301-305;
///   Methods/dose-response, "Predictions".
package struct DoseCurve: Sendable {
  package let shape: DoseShape
  package let link: DoseLink
  /// The doses that were seen; predictions outside are refused.
  package let doses: ClosedRange<Double>
  package let units: Double
  /// Distinct clusters, where errors are clustered.
  package let clusters: Int?
  private let fit: RegressionFit
  private let scale: TermScale
  private let profiles: CovariateProfiles

  /// - Precondition: all rows have the same number of covariates; with the logit, sums are between 0 and counts.
  /// - Throws: what `LinearRegression.fit` or `LogisticRegression.fit` throws, and `collinear` where all doses are the same.
  package init(
    _ rows: [DoseRow], _ shape: DoseShape, _ link: DoseLink, _ errors: RegressionErrors
  ) throws(NotEstimable) {
    guard let first = rows.first else { throw .emptyArm }
    guard rows.allSatisfy({ $0.dose.isFinite }) else { throw .numericallyUnreliable }
    let terms = rows.map { (terms: shape.terms($0.dose) + $0.covariates, count: $0.count) }
    let scale = try TermScale(terms)
    let scaled = zip(rows, terms).map { row, terms in
      RegressionRow(
        terms: scale.scaled(terms.terms), count: row.count, sum: row.sum, spread: row.spread, cluster: row.cluster)
    }
    switch link {
    case .identity: fit = try LinearRegression.fit(scaled, errors)
    case .logit: fit = try LogisticRegression.fit(scaled, errors)
    }
    profiles = CovariateProfiles(rows, shape, scale)
    let (low, high) = rows.reduce((first.dose, first.dose)) { (min($0.0, $1.dose), max($0.1, $1.dose)) }
    (self.shape, self.link, self.scale, doses, units) = (shape, link, scale, low...high, scaled.units)
    clusters = errors == .clustered ? scaled.clusters : nil
  }

  /// Infinite where predictions are read as normal.
  package var degreesOfFreedom: Double { fit.degreesOfFreedom }
  /// The deviance of the fit, as `RegressionFit.deviance` defines it.
  package var deviance: Double { fit.deviance }

  /// The intercept, the terms of the dose and the covariates, in their own units.
  package var coefficients: [Double] {
    let all = scale.toOriginal * Matrix(column: fit.coefficients)
    return fit.coefficients.indices.map { all[$0, 0] }
  }

  package var covariance: Matrix { scale.toOriginal * fit.covariance * scale.toOriginal.transposed }

  /// The fitted coefficients of scaled terms.
  var fitted: [Double] { fit.coefficients }

  /// The expected outcome at a dose, and its gradient in the coefficients of scaled terms.
  ///
  /// - Parameter coefficients: of scaled terms; nil for the fitted ones.
  func gradient(
    _ dose: Double, _ coefficients: [Double]? = nil
  ) throws(NotEstimable) -> (value: Double, gradient: [Double]) {
    guard doses.contains(dose) else { throw .identifiability }
    return profiles.mean(scale.scaled(shape.terms(dose)), coefficients ?? fit.coefficients, link)
  }

  func covariance(_ left: [Double], _ right: [Double]) -> Double { fit.covariance.bilinear(left, right) }

  /// Σv.
  func covarianceTimes(_ vector: [Double]) -> [Double] {
    let product = fit.covariance * Matrix(column: vector)
    return vector.indices.map { product[$0, 0] }
  }

  /// What the scaled terms of two doses differ by; covariates are the same at both.
  func contrast(from: Double, to: Double) -> [Double] {
    let difference = zip(scale.scaled(shape.terms(to)), scale.scaled(shape.terms(from))).map { $0 - $1 }
    return difference + [Double](repeating: 0, count: fit.coefficients.count - difference.count)
  }

  /// A linear combination of the fitted coefficients.
  func linear(_ weights: [Double]) -> Double { zip(weights, fit.coefficients).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Whether the curve bends: the joint test of the cubic terms, of which a line has none.
  ///
  /// - Throws: `collinear` for a line; `numericallyUnreliable` where the terms' covariance has no inverse.
  package func nonlinearity() throws(NotEstimable) -> OmnibusTest {
    guard shape.dimension > 1 else { throw .collinear }
    // Scaling does not change a joint test of the same terms.
    let bends = Array(2..<shape.dimension + 1)
    return try OmnibusTest.wald(
      contrasts: bends.map { fit.coefficients[$0] },
      covariance: SymmetricMatrix(dimension: bends.count) { fit.covariance[bends[$0], bends[$1]] },
      smallestDegreesOfFreedom: fit.degreesOfFreedom)
  }
}
