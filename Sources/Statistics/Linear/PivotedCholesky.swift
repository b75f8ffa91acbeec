/// The Cholesky factorization of a symmetric non-negative matrix that takes the largest remaining pivot first, and leaves out
/// the columns that the earlier ones determine.
///
/// It works on the correlation form, so that the units of the columns do not matter.
///
/// - Note: N. J. Higham (2002), *Accuracy and Stability of Numerical Algorithms*, section 10.3;
///   Methods/adjusted-means, "Covariates".
package struct PivotedCholesky {
  /// A pivot below this share of a column's own variance says that the column adds nothing.
  package static let smallestPivot = 1e-10

  /// The columns that are kept, in ascending order; the others are constant or combinations of these.
  package let independent: [Int]

  package init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns)
    let scales = (0..<matrix.rows).map { matrix[$0, $0] > 0 ? 1 / matrix[$0, $0].squareRoot() : 0 }
    // A correlation with itself is 1 without rounding, for ties are decided by order.
    var rest = Matrix(matrix.rows, matrix.rows) {
      $0 == $1 ? (scales[$0] > 0 ? 1 : 0) : matrix[$0, $1] * scales[$0] * scales[$1]
    }
    var open = Array(0..<matrix.rows)
    var chosen: [Int] = []
    // The first of equal pivots, so that the order of the columns decides between two that say the same.
    while let pivot = open.max(by: { rest[$0, $0] < rest[$1, $1] || (rest[$0, $0] == rest[$1, $1] && $0 > $1) }),
      rest[pivot, pivot] >= Self.smallestPivot
    {
      chosen.append(pivot)
      open.removeAll { $0 == pivot }
      let (column, size) = (open.map { rest[$0, pivot] }, rest[pivot, pivot])
      for (i, row) in open.enumerated() {
        for (j, other) in open.enumerated() { rest[row, other] -= column[i] * column[j] / size }
      }
    }
    independent = chosen.sorted()
  }
}

/// The solution of H X = B for a symmetric positive definite H.
///
/// - Precondition: `PivotedCholesky` finds all columns of H independent.
package func solve(_ matrix: Matrix, _ right: Matrix) -> Matrix {
  let n = matrix.rows
  precondition(matrix.columns == n && right.rows == n)
  // In correlation form, as the columns were judged: H = D C D.
  let scales = (0..<n).map { 1 / matrix[$0, $0].squareRoot() }
  var factor = Matrix(n, n) { matrix[$0, $1] * scales[$0] * scales[$1] }
  for column in 0..<n {
    let pivot = (0..<column).reduce(factor[column, column]) { $0 - factor[column, $1] * factor[column, $1] }
      .squareRoot()
    factor[column, column] = pivot
    for row in (column + 1)..<max(n, column + 1) {
      let rest = (0..<column).reduce(factor[row, column]) { $0 - factor[row, $1] * factor[column, $1] }
      factor[row, column] = rest / pivot
    }
  }
  var solution = Matrix(n, right.columns) { right[$0, $1] * scales[$0] }
  for column in 0..<right.columns {
    for row in 0..<n {
      let rest = (0..<row).reduce(solution[row, column]) { $0 - factor[row, $1] * solution[$1, column] }
      solution[row, column] = rest / factor[row, row]
    }
    for row in (0..<n).reversed() {
      let rest = (row + 1..<max(n, row + 1)).reduce(solution[row, column]) {
        $0 - factor[$1, row] * solution[$1, column]
      }
      solution[row, column] = rest / factor[row, row]
    }
  }
  return Matrix(n, right.columns) { solution[$0, $1] * scales[$0] }
}
