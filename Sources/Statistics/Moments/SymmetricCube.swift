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
    var elements: [Double] = []
    elements.reserveCapacity(Self.triples(dimension))
    for i in 0..<dimension {
      for j in i..<dimension {
        for k in j..<dimension { elements.append(element(i, j, k)) }
      }
    }
    self.elements = elements
  }

  /// How many sorted triples there are of so many indices.
  private static func triples(_ count: Int) -> Int { count * (count + 1) * (count + 2) / 6 }

  /// The place of a sorted triple in storage order.
  static func position(_ low: Int, _ middle: Int, _ high: Int, dimension: Int) -> Int {
    // Triples with a smaller first index, pairs with the same first and a smaller second one, and the rest.
    let pairs = (dimension - low) * (dimension - low + 1) / 2 - (dimension - middle) * (dimension - middle + 1) / 2
    return triples(dimension) - triples(dimension - low) + pairs + high - middle
  }

  package subscript(i: Int, j: Int, k: Int) -> Double {
    let (low, high) = (min(i, j, k), max(i, j, k))
    precondition(low >= 0 && high < dimension, "index beyond dimension \(dimension)")
    return elements[Self.position(low, i + j + k - low - high, high, dimension: dimension)]
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
