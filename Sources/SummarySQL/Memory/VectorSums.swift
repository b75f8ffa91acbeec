internal import Statistics

/// Powers and products of row vectors, summed in place; not centered, for the reason that `ValueSums` gives.
struct VectorSums {
  private let dimension: Int
  /// Leading coordinates whose third powers are summed.
  private let cubed: Int
  private var count = 0.0
  private var first: [Double]
  /// Full squares and cubes, of which the upper part is filled.
  private var second: [Double]
  private var third: [Double]

  init(dimension: Int, cubed: Int) {
    (self.dimension, self.cubed) = (dimension, cubed)
    first = Array(repeating: 0, count: dimension)
    second = Array(repeating: 0, count: dimension * dimension)
    third = Array(repeating: 0, count: cubed * cubed * cubed)
  }

  mutating func add(_ vectors: RowVectors, _ row: Int) {
    count += 1
    for i in 0..<dimension {
      let x = vectors[row, i]
      first[i] += x
      for j in i..<dimension {
        let product = x * vectors[row, j]
        second[i * dimension + j] += product
        guard j < cubed else { continue }
        for k in j..<cubed { third[(i * cubed + j) * cubed + k] += product * vectors[row, k] }
      }
    }
  }

  var moments: Moments {
    guard count > 0 else {
      return Moments(
        count: 0, mean: first, products: SymmetricMatrix(zero: dimension),
        cubes: cubed > 0 ? SymmetricCube(dimension: cubed) { _, _, _ in 0 } : nil)
    }
    let n = count
    let mean = first.map { $0 / n }
    func square(_ i: Int, _ j: Int) -> Double { second[min(i, j) * dimension + max(i, j)] }
    let products = SymmetricMatrix(dimension: dimension) { i, j in
      let centered = square(i, j) - n * mean[i] * mean[j]
      // What rounding leaves of equal values is no spread.
      return i == j && centered <= square(i, i) * 1e-14 ? 0 : centered
    }
    guard cubed > 0 else { return Moments(count: Int(n), mean: mean, products: products) }
    let cubes = SymmetricCube(dimension: cubed) { i, j, k in
      let sorted = [i, j, k].sorted()
      return third[(sorted[0] * cubed + sorted[1]) * cubed + sorted[2]]
        - mean[i] * square(j, k) - mean[j] * square(i, k) - mean[k] * square(i, j)
        + 2 * n * mean[i] * mean[j] * mean[k]
    }
    return Moments(count: Int(n), mean: mean, products: products, cubes: cubes)
  }
}
