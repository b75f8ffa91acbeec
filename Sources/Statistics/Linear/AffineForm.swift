/// A number that is an affine function of a row vector: c'(v − m) + constant.
package struct AffineForm: Sendable, Equatable {
  package let coefficients: [Double]
  package let center: [Double]
  package let constant: Double

  /// - Precondition: as many coefficients as centers.
  package init(coefficients: [Double], center: [Double], constant: Double = 0) {
    precondition(coefficients.count == center.count)
    (self.coefficients, self.center, self.constant) = (coefficients, center, constant)
  }

  package func callAsFunction(_ row: [Double]) -> Double {
    coefficients.indices.reduce(constant) { $0 + coefficients[$1] * (row[$1] - center[$1]) }
  }

  /// The function of longer vectors, whose further coordinates do not matter.
  func ignoring(_ coordinates: Int) -> AffineForm {
    let zeros = [Double](repeating: 0, count: coordinates)
    return AffineForm(coefficients: coefficients + zeros, center: center + zeros, constant: constant)
  }
}
