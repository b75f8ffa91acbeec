/// Coefficients of a regression with their covariance.
package struct RegressionFit: Sendable, Equatable {
  package let coefficients: [Double]
  package let covariance: Matrix
  /// Infinite where the coefficients are read as normal.
  package let degreesOfFreedom: Double
  /// Minus twice the logarithm of the likelihood, less that of a model with a value per row; the residual sum of squares
  /// of a linear regression.
  package let deviance: Double

  /// - Throws: `numericallyUnreliable` where a coefficient or a variance is no number.
  init(
    coefficients: [Double], covariance: Matrix, degreesOfFreedom: Double, deviance: Double
  ) throws(NotEstimable) {
    guard coefficients.allSatisfy(\.isFinite), deviance.isFinite, degreesOfFreedom > 0,
      coefficients.indices.allSatisfy({ covariance[$0, $0].isFinite && covariance[$0, $0] >= 0 })
    else { throw .numericallyUnreliable }
    self.coefficients = coefficients
    self.covariance = covariance
    self.degreesOfFreedom = degreesOfFreedom
    self.deviance = deviance
  }

  package func standardError(_ index: Int) -> Double { covariance[index, index].squareRoot() }
}

extension [RegressionRow] {
  /// What every regression asks of its rows.
  ///
  /// - Throws: `emptyArm` without rows, `numericallyUnreliable` for numbers that are not finite, `tooFew` with no more units
  ///   than coefficients where the model estimates a variance.
  func checked() throws(NotEstimable) {
    guard let first else { throw .emptyArm }
    precondition(allSatisfy { $0.terms.count == first.terms.count })
    guard allSatisfy({ $0.sum.isFinite && $0.spread.isFinite && $0.terms.allSatisfy(\.isFinite) }) else {
      throw .numericallyUnreliable
    }
  }

  var units: Double { reduce(0) { $0 + $1.count } }
  var clusters: Int { Set(lazy.map(\.cluster)).count }

  /// Σ w b b'.
  func information(_ weights: [Double]) -> Matrix {
    var sum = Matrix(zero: self[0].terms.count, self[0].terms.count)
    for (row, weight) in zip(self, weights) { sum.add(weight, row.terms) }
    return sum
  }
}
