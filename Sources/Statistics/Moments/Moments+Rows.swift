extension Moments {
  /// The rows at some positions, in two passes: first their means, then the products about these; without third moments.
  package init(_ rows: [[Double]], at positions: [Int], dimension: Int) {
    var mean = [Double](repeating: 0, count: dimension)
    for position in positions {
      for i in 0..<dimension { mean[i] += rows[position][i] }
    }
    let n = Double(max(1, positions.count))
    for i in 0..<dimension { mean[i] /= n }
    var products = [Double](repeating: 0, count: dimension * dimension)
    for position in positions {
      for i in 0..<dimension {
        let distance = rows[position][i] - mean[i]
        for j in i..<dimension { products[i * dimension + j] += distance * (rows[position][j] - mean[j]) }
      }
    }
    self.init(
      count: positions.count, mean: mean,
      products: SymmetricMatrix(dimension: dimension) { products[$0 * dimension + $1] })
  }
}
