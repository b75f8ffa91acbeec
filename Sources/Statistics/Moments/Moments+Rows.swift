extension Moments {
  /// Rows whose moments are computed at once, around their own mean.
  private static let blockSize = 64

  /// Blocks of rows, merged pairwise so that rounding grows with the logarithm of their number.
  ///
  /// - Parameter shaped: of how many of the first coordinates there are third and fourth moments; nil is all.
  package init(rows: [[Double]], dimension: Int, shaped: Int? = nil) {
    func merged(_ range: Range<Int>) -> Moments {
      switch range.count {
      case 0: return .empty(dimension: dimension)
      case 1...Self.blockSize: return Moments(block: rows[range], shaped: shaped ?? dimension)
      default:
        let middle = range.lowerBound + range.count / 2
        return merged(range.lowerBound..<middle) + merged(middle..<range.upperBound)
      }
    }
    self = merged(0..<rows.count)
  }

  /// - Precondition: at least one row.
  private init(block rows: ArraySlice<[Double]>, shaped: Int) {
    let (first, n) = (rows[rows.startIndex], Double(rows.count))
    // Around the first row, so that what does not differ has a spread of exactly zero.
    let steps = rows.map { row in row.indices.map { row[$0] - first[$0] } }
    let shift = first.indices.map { index in steps.reduce(0) { $0 + $1[index] } / n }
    let central = steps.map { step in step.indices.map { step[$0] - shift[$0] } }
    self.init(
      count: rows.count, mean: first.indices.map { first[$0] + shift[$0] },
      products: SymmetricMatrix(dimension: first.count) { i, j in central.reduce(0) { $0 + $1[i] * $1[j] } },
      cubes: SymmetricCube(dimension: shaped) { i, j, k in central.reduce(0) { $0 + $1[i] * $1[j] * $1[k] } },
      quartics: SymmetricQuartic(dimension: shaped) { i, j, k, l in
        central.reduce(0) { $0 + $1[i] * $1[j] * $1[k] * $1[l] }
      }, nonNegative: first.indices.map { index in rows.allSatisfy { $0[index] >= 0 } })
  }

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
