internal import Statistics

/// Powers and products of row vectors, summed in place; not centered, for the reason that `ValueSums` gives.
struct VectorSums {
  private let dimension: Int
  /// Leading coordinates whose third and fourth powers are summed.
  private let shaped: Int
  private var count = 0.0
  private var first: [Double]
  /// Full squares, cubes and quartics, of which the upper part is filled.
  private var second: [Double]
  private var third: [Double]
  private var fourth: [Double]
  private var nonNegative: [Bool]

  init(dimension: Int, shaped: Int) {
    (self.dimension, self.shaped) = (dimension, shaped)
    first = Array(repeating: 0, count: dimension)
    second = Array(repeating: 0, count: dimension * dimension)
    third = Array(repeating: 0, count: shaped * shaped * shaped)
    fourth = Array(repeating: 0, count: shaped * shaped * shaped * shaped)
    nonNegative = Array(repeating: true, count: dimension)
  }

  mutating func add(_ vectors: RowVectors, _ row: Int) {
    count += 1
    for i in 0..<dimension {
      let x = vectors[row, i]
      first[i] += x
      if x < 0 { nonNegative[i] = false }
      for j in i..<dimension {
        let product = x * vectors[row, j]
        second[i * dimension + j] += product
        guard j < shaped else { continue }
        for k in j..<shaped {
          let place = (i * shaped + j) * shaped + k
          third[place] += product * vectors[row, k]
          for l in k..<shaped { fourth[place * shaped + l] += product * vectors[row, k] * vectors[row, l] }
        }
      }
    }
  }

  var moments: Moments {
    guard count > 0 else {
      return Moments(
        count: 0, mean: first, products: SymmetricMatrix(zero: dimension),
        cubes: shaped > 0 ? SymmetricCube(dimension: shaped) { _, _, _ in 0 } : nil,
        quartics: shaped > 0 ? SymmetricQuartic(dimension: shaped) { _, _, _, _ in 0 } : nil, nonNegative: nonNegative)
    }
    let n = count
    let mean = first.map { $0 / n }
    func square(_ i: Int, _ j: Int) -> Double { second[min(i, j) * dimension + max(i, j)] }
    let products = SymmetricMatrix(dimension: dimension) { i, j in
      let centered = square(i, j) - n * mean[i] * mean[j]
      // What rounding leaves of equal values is no spread.
      return i == j && centered <= square(i, i) * 1e-14 ? 0 : centered
    }
    guard shaped > 0 else {
      return Moments(count: Int(n), mean: mean, products: products, nonNegative: nonNegative)
    }
    func cube(_ i: Int, _ j: Int, _ k: Int) -> Double {
      let sorted = [i, j, k].sorted()
      return third[(sorted[0] * shaped + sorted[1]) * shaped + sorted[2]]
    }
    let cubes = SymmetricCube(dimension: shaped) { i, j, k in
      cube(i, j, k) - mean[i] * square(j, k) - mean[j] * square(i, k) - mean[k] * square(i, j)
        + 2 * n * mean[i] * mean[j] * mean[k]
    }
    let quartics = SymmetricQuartic(dimension: shaped) { i, j, k, l in
      let ofThree =
        mean[i] * cube(j, k, l) + mean[j] * cube(i, k, l) + mean[k] * cube(i, j, l) + mean[l] * cube(i, j, k)
      let ofTwo =
        mean[i] * mean[j] * square(k, l) + mean[i] * mean[k] * square(j, l) + mean[i] * mean[l] * square(j, k)
        + mean[j] * mean[k] * square(i, l) + mean[j] * mean[l] * square(i, k) + mean[k] * mean[l] * square(i, j)
      return fourth[((i * shaped + j) * shaped + k) * shaped + l] - ofThree + ofTwo
        - 3 * n * mean[i] * mean[j] * mean[k] * mean[l]
    }
    return Moments(
      count: Int(n), mean: mean, products: products, cubes: cubes, quartics: quartics, nonNegative: nonNegative)
  }
}
