/// The lower triangular L with L·L' = M, for a positive definite matrix of small dimension.
package struct Cholesky: Sendable, Equatable {
  package let dimension: Int
  /// The lower triangle, row by row.
  private let factor: [Double]

  /// Share of a diagonal element that must be left after the rows above are taken out, per row: below, only rounding is left.
  private static let smallestPivot = 16 * Double.ulpOfOne

  /// - Returns: nil when the matrix is not positive definite to the accuracy of doubles.
  package init?(_ matrix: SymmetricMatrix) {
    dimension = matrix.dimension
    var factor: [Double] = []
    factor.reserveCapacity(dimension * (dimension + 1) / 2)
    func start(_ row: Int) -> Int { row * (row + 1) / 2 }
    for row in 0..<dimension {
      for column in 0...row {
        var rest = matrix[row, column]
        for k in 0..<column { rest -= factor[start(row) + k] * factor[start(column) + k] }
        if column < row {
          factor.append(rest / factor[start(column) + column])
        } else {
          guard rest.isFinite, rest > Self.smallestPivot * Double(dimension) * matrix[row, row] else { return nil }
          factor.append(rest.squareRoot())
        }
      }
    }
    self.factor = factor
  }

  /// d' M⁻¹ d.
  ///
  /// - Precondition: as many elements as the matrix has rows.
  package func inverseQuadraticForm(_ vector: [Double]) -> Double {
    precondition(vector.count == dimension)
    var (solved, sum) = ([Double](), 0.0)
    for row in 0..<dimension {
      let start = row * (row + 1) / 2
      var rest = vector[row]
      for k in 0..<row { rest -= factor[start + k] * solved[k] }
      solved.append(rest / factor[start + row])
      sum += solved[row] * solved[row]
    }
    return sum
  }
}
