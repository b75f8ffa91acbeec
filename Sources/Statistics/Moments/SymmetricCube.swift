/// A symmetric array with three indices of small dimension: third central sums and their merge.
package struct SymmetricCube: Sendable, Equatable {
  package let dimension: Int
  private let elements: [Double]

  /// The sorted index triples in storage order.
  package static func indices(dimension: Int) -> [(Int, Int, Int)] {
    (0..<dimension).flatMap { i in
      (i..<dimension).flatMap { j in (j..<dimension).map { k in (i, j, k) } }
    }
  }

  package init(dimension: Int, _ element: (Int, Int, Int) -> Double) {
    self.dimension = dimension
    elements = Self.indices(dimension: dimension).map { element($0.0, $0.1, $0.2) }
  }

  package subscript(i: Int, j: Int, k: Int) -> Double {
    let sorted = [i, j, k].sorted()
    let position = Self.indices(dimension: dimension).firstIndex { [$0.0, $0.1, $0.2] == sorted }
    precondition(position != nil, "index beyond dimension \(dimension)")
    return elements[position ?? 0]
  }

  /// Σ gᵢgⱼgₖ Cᵢⱼₖ: the third central sum of the linear combination g'v.
  package func cubicForm(_ vector: [Double]) -> Double {
    precondition(vector.count == dimension)
    var sum = 0.0
    for i in 0..<dimension {
      for j in 0..<dimension {
        for k in 0..<dimension { sum += vector[i] * vector[j] * vector[k] * self[i, j, k] }
      }
    }
    return sum
  }
}
