/// Terms centred and divided by their standard deviations, so that neither the unit nor the origin of a dose costs digits.
struct TermScale: Sendable, Equatable {
  private let centers: [Double]
  private let scales: [Double]

  /// - Precondition: some row; all of one length.
  /// - Throws: `collinear` where a term is the same in every row, `numericallyUnreliable` where one is not finite.
  init(_ rows: [(terms: [Double], count: Double)]) throws(NotEstimable) {
    let n = rows.reduce(0) { $0 + $1.count }
    let k = rows[0].terms.count
    guard rows.allSatisfy({ $0.terms.allSatisfy(\.isFinite) }) else { throw .numericallyUnreliable }
    var (centers, scales) = ([Double](), [Double]())
    for index in 0..<k {
      let origin = rows[0].terms[index]
      let center = rows.reduce(0) { $0 + $1.count / n * ($1.terms[index] - origin) }
      let square = rows.reduce(0) { sum, row in
        let gap = row.terms[index] - origin - center
        return sum + row.count / n * gap * gap
      }
      guard square > 0 else { throw .collinear }
      guard square.isFinite else { throw .numericallyUnreliable }
      centers.append(origin + center)
      scales.append(square.squareRoot())
    }
    self.centers = centers
    self.scales = scales
  }

  /// The scaled terms with the intercept before them, of all terms or of the first ones.
  func scaled(_ terms: [Double]) -> [Double] {
    [1] + terms.indices.map { (terms[$0] - centers[$0]) / scales[$0] }
  }

  /// The matrix that takes coefficients of scaled terms to those of the terms themselves.
  var toOriginal: Matrix {
    var matrix = Matrix.identity(centers.count + 1)
    for index in centers.indices {
      matrix[index + 1, index + 1] = 1 / scales[index]
      matrix[0, index + 1] = -centers[index] / scales[index]
    }
    return matrix
  }
}
