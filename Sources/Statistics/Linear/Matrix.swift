/// A small dense matrix of doubles, stored row by row.
package struct Matrix: Sendable, Equatable {
  package let rows: Int
  package let columns: Int
  private var elements: [Double]

  package init(zero rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = Array(repeating: 0, count: rows * columns)
  }

  /// Fills the matrix: `element(row, column)`.
  package init(_ rows: Int, _ columns: Int, _ element: (Int, Int) -> Double) {
    self.rows = rows
    self.columns = columns
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { elements.append(element(row, column)) }
    }
    self.elements = elements
  }

  package init(column: [Double]) {
    self.init(column.count, 1) { row, _ in column[row] }
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  package var transposed: Matrix { Matrix(columns, rows) { self[$1, $0] } }

  package static func + (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns)
    return Matrix(left.rows, left.columns) { left[$0, $1] + right[$0, $1] }
  }

  package static func - (left: Matrix, right: Matrix) -> Matrix { left + -1 * right }

  package static func * (factor: Double, matrix: Matrix) -> Matrix {
    Matrix(matrix.rows, matrix.columns) { factor * matrix[$0, $1] }
  }

  package static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows)
    return Matrix(left.rows, right.columns) { row, column in
      (0..<left.columns).reduce(0) { $0 + left[row, $1] * right[$1, column] }
    }
  }

  /// left' M right.
  package func bilinear(_ left: [Double], _ right: [Double]) -> Double {
    precondition(left.count == rows && right.count == columns)
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<columns { sum += left[row] * self[row, column] * right[column] }
    }
    return sum
  }
}
