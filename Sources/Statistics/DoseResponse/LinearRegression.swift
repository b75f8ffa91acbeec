/// Least squares of an outcome on terms, with errors of unequal variance or in clusters.
///
/// - Note: Methods/dose-response, "Curves".
package enum LinearRegression {
  /// The share of the squares around the mean below which residuals are rounding.
  private static let rounding = 1e-28

  /// - Throws: `emptyArm`, `collinear` where the terms do not vary enough for the model, `tooFew` with no unit more than
  ///   coefficients, or no cluster more, `numericallyUnreliable`.
  package static func fit(_ rows: [RegressionRow], _ errors: RegressionErrors) throws(NotEstimable) -> RegressionFit {
    try rows.checked()
    let (k, n) = (rows[0].terms.count, rows.units)
    guard n > Double(k) else { throw .tooFew }
    let mean = rows.reduce(0) { $0 + $1.sum / n }
    let information = rows.information(rows.map(\.count))
    guard PivotedCholesky(information).independent.count == k else { throw .collinear }
    var right = [Double](repeating: 0, count: k)
    for row in rows {
      // Around the mean, so that large outcomes with small differences keep their digits.
      let rest = row.sum - row.count * mean
      for index in 0..<k { right[index] += rest * row.terms[index] }
    }
    let solution = solve(information, Matrix(column: right))
    var coefficients = (0..<k).map { solution[$0, 0] }
    coefficients[0] += mean
    let fitted = rows.map { $0.linear(coefficients) }
    let total = rows.reduce(0) { $0 + $1.squares(around: mean) }
    var residual = zip(rows, fitted).reduce(0) { $0 + $1.0.squares(around: $1.1) }
    if residual <= total * rounding { residual = 0 }
    let bread = solve(information, .identity(k))
    var covariance = try Sandwich(bread: bread)
      .covariance(rows, fitted: fitted, weights: rows.map { _ in 1 }, errors)
    let freedom: Double
    switch errors {
    case .model:
      covariance = (residual / (n - Double(k))) * covariance
      freedom = n - Double(k)
    case .robust: freedom = n - Double(k)
    case .clustered: freedom = Double(rows.clusters - 1)
    }
    // A line through every point leaves residuals of rounding, of which a sandwich would make an error.
    if residual == 0 { covariance = 0 * covariance }
    return try RegressionFit(
      coefficients: coefficients, covariance: covariance, degreesOfFreedom: freedom, deviance: residual)
  }
}
