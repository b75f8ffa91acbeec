/// A symmetric array with four indices of small dimension: fourth central sums and their merge.
package struct SymmetricQuartic: Sendable, Equatable {
  package let dimension: Int
  private let elements: [Double]

  /// The sorted index quadruples in storage order.
  package static func indices(dimension: Int) -> [(Int, Int, Int, Int)] {
    (0..<dimension).flatMap { i in
      SymmetricCube.indices(dimension: dimension - i).map { (i, i + $0.0, i + $0.1, i + $0.2) }
    }
  }

  package init(dimension: Int, _ element: (Int, Int, Int, Int) -> Double) {
    self.dimension = dimension
    elements = Self.indices(dimension: dimension).map { element($0.0, $0.1, $0.2, $0.3) }
  }

  /// How many sorted quadruples there are of so many indices.
  private static func quadruples(_ count: Int) -> Int { count * (count + 1) * (count + 2) * (count + 3) / 24 }

  package subscript(i: Int, j: Int, k: Int, l: Int) -> Double {
    let sorted = [i, j, k, l].sorted()
    precondition(sorted[0] >= 0 && sorted[3] < dimension, "index beyond dimension \(dimension)")
    let rest = dimension - sorted[0]
    return elements[
      Self.quadruples(dimension) - Self.quadruples(rest)
        + SymmetricCube.position(
          sorted[1] - sorted[0], sorted[2] - sorted[0], sorted[3] - sorted[0], dimension: rest)]
  }

  /// Σ gᵢgⱼgₖgₗ Qᵢⱼₖₗ: the fourth central sum of the linear combination g'v.
  package func quarticForm(_ vector: [Double]) -> Double {
    precondition(vector.count == dimension)
    var sum = 0.0
    for i in 0..<dimension {
      for j in 0..<dimension {
        for k in 0..<dimension {
          for l in 0..<dimension { sum += vector[i] * vector[j] * vector[k] * vector[l] * self[i, j, k, l] }
        }
      }
    }
    return sum
  }
}
