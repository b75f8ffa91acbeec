/// Exact integer sums of the scaled row vector of one cell, as an engine returns them.
package struct ScaledSums: Sendable, Equatable {
  /// Rows with every coordinate present.
  package let count: Int
  package let scalings: [Scaling]
  /// Σq of each coordinate.
  package let sums: [Int128]
  /// Σqq', upper triangle row by row.
  package let products: [Int128]
  /// Σ of products of three coarser integers round(q/2^cubeShift), in the order of `SymmetricCube.indices`; empty when not
  /// asked.
  package let cubes: [Int128]
  /// Σ of products of four of these, in the order of `SymmetricQuartic.indices`; empty when not asked.
  package let quartics: [Int128]
  /// The leading coordinates that have cubes and quartics.
  private let cubeDimension: Int
  /// Whether a coordinate is known to be at least 0 in every row.
  package let nonNegative: [Bool]
  /// Whether the integers tell the values of this cell apart: not where one giant elsewhere made the scale coarse.
  package let isResolved: Bool

  package init(
    count: Int, scalings: [Scaling], sums: [Int128], products: [Int128], cubes: [Int128] = [],
    quartics: [Int128] = [], nonNegative: [Bool]? = nil, isResolved: Bool = true
  ) {
    let dimension = scalings.count
    precondition(sums.count == dimension && products.count == dimension * (dimension + 1) / 2)
    let cubed = (0...dimension).first { SymmetricCube.indices(dimension: $0).count == cubes.count }
    precondition(cubed != nil && quartics.count == SymmetricQuartic.indices(dimension: cubed ?? 0).count)
    cubeDimension = cubed ?? 0
    self.count = count
    self.scalings = scalings
    self.sums = sums
    self.products = products
    self.cubes = cubes
    self.quartics = quartics
    self.nonNegative = nonNegative ?? scalings.map { _ in false }
    self.isResolved = isResolved
  }

  /// The moments of the cell: n·Σqq' − ΣqΣq' is formed in 256 bits, so the only rounding is the last one.
  ///
  /// They are NaN where values are too large, too small or too far apart for exact sums.
  package var moments: Moments {
    let dimension = scalings.count
    guard count > 0 else { return .empty(dimension: dimension) }
    guard isResolved, scalings.allSatisfy(\.isReliable) else {
      return Moments(
        count: count, mean: Array(repeating: .nan, count: dimension),
        products: SymmetricMatrix(dimension: dimension) { _, _ in .nan })
    }
    let n = Double(count)
    let means = scalings.indices.map { self.mean($0, n) }
    let matrix = SymmetricMatrix(dimension: dimension) { i, j in
      let centred = WideProduct(Int128(count), times: products[position(i, j)]) - WideProduct(sums[i], times: sums[j])
      return centred.double / n / scalings[i].factor / scalings[j].factor
    }
    let shape = ShapeSums(self, products: matrix)
    return Moments(
      count: count, mean: means.map(\.high), products: matrix, cubes: shape?.cubes, quartics: shape?.quartics,
      nonNegative: nonNegative, remainder: means.map(\.low))
  }

  /// (n·c + Σq·unit)/n, in twice the digits of a double: far from the center the two parts nearly cancel, and two large means differ
  /// by less than a double of theirs. The sum of short decimals is an integer, and exact.
  ///
  /// - Note: T. J. Dekker (1971), *Numerische Mathematik* 18, 224-242.
  private func mean(_ index: Int, _ n: Double) -> (high: Double, low: Double) {
    let scaling = scalings[index]
    guard scaling.decimals == nil else {
      let sum = Int128(count) * Int128(scaling.scaledCenter) + sums[index]
      let high = sum.nearestDouble
      return Self.quotient(high, (sum - Int128(high)).nearestDouble, by: n * scaling.factor)
    }
    let high = sums[index].nearestDouble
    let low = (sums[index] - Int128(high)).nearestDouble * scaling.unit
    let product = n * scaling.center
    let residue = (-product).addingProduct(n, scaling.center)
    let part = high * scaling.unit
    let total = product + part
    let added = total - product
    let lost = (product - (total - added)) + (part - added)
    return Self.quotient(total, lost + residue + low, by: n)
  }

  /// (high + low)/divisor, and what its double lacks.
  private static func quotient(_ high: Double, _ low: Double, by divisor: Double) -> (high: Double, low: Double) {
    let quotient = (high + low) / divisor
    let product = quotient * divisor
    let residue = (-product).addingProduct(quotient, divisor)
    let rest = ((high - product) - residue + low) / divisor
    return (quotient, rest.isFinite ? rest : 0)
  }

  /// Σqq' of two coordinates.
  func product(_ i: Int, _ j: Int) -> Int128 { products[position(min(i, j), max(i, j))] }

  private func position(_ i: Int, _ j: Int) -> Int { i * scalings.count - i * (i - 1) / 2 + j - i }

  /// The leading coordinates whose third and fourth sums are known.
  var shaped: Range<Int> { 0..<cubeDimension }
}
