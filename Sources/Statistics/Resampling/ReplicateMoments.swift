/// The moments of one cell in many bootstrap replicates at once: row i counts W_ib times in replicate b.
///
/// Sums are exact integers, so replicate moments that are merged with `+` are the same bytes for any division and any order
/// of the rows. Beside the replicates stand the observed moments of the same integers, each row counted once.
///
/// - Note: Methods/bootstrap, "Replicates"; the decision record 0010 has the cost: about 1 ns for each weight and 0.4
///   ns for each sum.
package struct ReplicateMoments: Sendable, Equatable {
  package let weights: PoissonWeights
  package let scalings: [Scaling]
  /// [ΣW, ΣWq, ΣWqq'] with the replicates of one sum side by side.
  private var totals: [Int128]
  /// The sums with weight 1 for every row.
  private var observedTotals: [Int128]

  package init(weights: PoissonWeights, scalings: [Scaling]) {
    self.weights = weights
    self.scalings = scalings
    let sums = Self.sums(dimension: scalings.count)
    totals = Array(repeating: 0, count: sums * weights.replicates.count)
    observedTotals = Array(repeating: 0, count: sums)
  }

  package init(weights: PoissonWeights, rows: ReplicateRows) {
    self.init(weights: weights, scalings: rows.scalings)
    add(rows)
  }

  /// Sums per replicate: the count, the coordinates and the upper triangle of their products.
  private static func sums(dimension: Int) -> Int { 1 + dimension + dimension * (dimension + 1) / 2 }

  /// The moments of the cell itself.
  package var observed: Moments { moments(observedTotals) }

  /// The moments of the replicate at a place in `weights.replicates`.
  package subscript(place: Int) -> Moments {
    let count = weights.replicates.count
    return moments(observedTotals.indices.map { totals[$0 * count + place] })
  }

  private func moments(_ sums: [Int128]) -> Moments {
    let dimension = scalings.count
    return ScaledSums(
      count: Int(sums[0]), scalings: scalings, sums: Array(sums[1...dimension]),
      products: Array(sums[(dimension + 1)...])
    ).moments
  }

  /// - Precondition: both have the same weights and scalings.
  package static func + (left: ReplicateMoments, right: ReplicateMoments) -> ReplicateMoments {
    precondition(left.weights == right.weights && left.scalings == right.scalings)
    var merged = left
    for index in merged.totals.indices { merged.totals[index] += right.totals[index] }
    for index in merged.observedTotals.indices { merged.observedTotals[index] += right.observedTotals[index] }
    return merged
  }

  /// Rows whose weighted terms are summed in 64 bits: 96·17·2^52 < 2^63.
  private static let blockRows = 96
  /// Rows that share one pass over the sums of a tile.
  private static let strideRows = 4
  /// Replicates whose sums stay in the first-level cache.
  private static let tileReplicates = 256

  /// Adds the rows of a cell to every replicate.
  ///
  /// - Precondition: the scalings are those of this value.
  package mutating func add(_ rows: ReplicateRows) {
    precondition(rows.scalings == scalings)
    let sums = observedTotals.count
    var scratch = Scratch(sums: sums)
    for first in stride(from: 0, to: rows.units.count, by: Self.blockRows) {
      let block = first..<min(first + Self.blockRows, rows.units.count)
      scratch.load(rows, block)
      for row in 0..<block.count {
        for sum in 0..<sums { observedTotals[sum] += Int128(scratch.terms[row * sums + sum]) }
      }
      for start in stride(from: 0, to: weights.replicates.count, by: Self.tileReplicates) {
        let tile = start..<min(start + Self.tileReplicates, weights.replicates.count)
        scratch.accumulate(rows.units[block], weights, tile)
        for sum in 0..<sums {
          let place = sum * weights.replicates.count + start
          for offset in 0..<tile.count { totals[place + offset] += Int128(scratch.tile[sum * tile.count + offset]) }
        }
      }
    }
  }

  /// Numbers of a block of rows and of a tile of replicates.
  private struct Scratch {
    let sums: Int
    /// [1, q, qq'] of each row, rows of zeros up to a whole stride.
    var terms: [Int64]
    var weights: [Int64]
    /// The sums of a tile; the replicates of one sum side by side.
    var tile: [Int64]

    init(sums: Int) {
      self.sums = sums
      terms = Array(repeating: 0, count: blockRows * sums)
      weights = Array(repeating: 0, count: strideRows * tileReplicates)
      tile = Array(repeating: 0, count: sums * tileReplicates)
    }

    mutating func load(_ rows: ReplicateRows, _ block: Range<Int>) {
      for index in terms.indices { terms[index] = 0 }
      let dimension = rows.dimension
      for row in 0..<block.count {
        let (from, to) = ((block.lowerBound + row) * dimension, row * sums)
        terms[to] = 1
        var product = to + 1 + dimension
        for i in 0..<dimension {
          terms[to + 1 + i] = rows.integers[from + i]
          for j in i..<dimension {
            terms[product] = rows.integers[from + i] * rows.integers[from + j]
            product += 1
          }
        }
      }
    }

    mutating func accumulate(_ units: ArraySlice<UInt64>, _ poisson: PoissonWeights, _ places: Range<Int>) {
      let (width, count) = (places.count, sums)
      terms.withUnsafeBufferPointer { terms in
        weights.withUnsafeMutableBufferPointer { weights in
          tile.withUnsafeMutableBufferPointer { tile in
            guard let w = weights.baseAddress, let target = tile.baseAddress else { return }
            target.update(repeating: 0, count: width * count)
            for row in stride(from: 0, to: units.count, by: strideRows) {
              for lane in 0..<strideRows where row + lane < units.count {
                poisson.fill(w + lane * width, unit: units[units.startIndex + row + lane], places: places)
              }
              for sum in 0..<count {
                // Rows beyond the last have terms of zero, whatever their weights.
                let (a, b) = (terms[row * count + sum], terms[(row + 1) * count + sum])
                let (c, d) = (terms[(row + 2) * count + sum], terms[(row + 3) * count + sum])
                let into = target + sum * width
                for place in 0..<width {
                  into[place] &+=
                    w[place] &* a &+ w[place + width] &* b &+ w[place + 2 * width] &* c &+ w[place + 3 * width] &* d
                }
              }
            }
          }
        }
      }
    }
  }
}
