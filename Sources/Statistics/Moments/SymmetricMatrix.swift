/// A symmetric matrix of small dimension; its upper triangle is stored row by row.
package struct SymmetricMatrix: Sendable, Equatable {
  package let dimension: Int
  private(set) var elements: [Double]

  package init(zero dimension: Int) {
    self.dimension = dimension
    elements = Array(repeating: 0, count: dimension * (dimension + 1) / 2)
  }

  /// Fills the upper triangle: `element(row, column)` is asked for row ≤ column.
  package init(dimension: Int, _ element: (Int, Int) -> Double) {
    self.dimension = dimension
    var elements: [Double] = []
    elements.reserveCapacity(dimension * (dimension + 1) / 2)
    for row in 0..<dimension {
      for column in row..<dimension { elements.append(element(row, column)) }
    }
    self.elements = elements
  }

  package subscript(row: Int, column: Int) -> Double {
    let (low, high) = row <= column ? (row, column) : (column, row)
    return elements[low * dimension - low * (low - 1) / 2 + high - low]
  }

  /// g' M g.
  package func quadraticForm(_ vector: [Double]) -> Double {
    precondition(vector.count == dimension)
    var sum = 0.0
    for row in 0..<dimension {
      for column in 0..<dimension { sum += vector[row] * self[row, column] * vector[column] }
    }
    return sum
  }
}
