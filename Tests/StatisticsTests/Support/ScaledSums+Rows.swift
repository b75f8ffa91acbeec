import Statistics

extension Scaling {
  /// The scale that a look at these values chooses: centered at their median, with room above the largest.
  init(lookingAt values: [Double]) {
    let sorted = values.sorted()
    let center = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    let largest = max((sorted.last ?? center) - center, center - (sorted.first ?? center))
    self.init(center: center, largest: largest > 0 ? largest : 1)
  }

  /// The integer of a value, `shift` bits coarser, as the summary query makes it.
  func integer(_ value: Double, coarser shift: Int = 0) -> Int128 {
    guard decimals == nil else { return Int128((value * factor).rounded() - scaledCenter) }
    let scaled = (value - center) * Double(sign: .plus, exponent: exponent - shift, significand: 1)
    return Int128(scaled.rounded(.toNearestOrAwayFromZero))
  }
}

extension ScaledSums {
  /// The sums that the summary query returns for these rows.
  init(rows: [[Double]], scalings: [Scaling]) {
    let dimension = scalings.count
    let indices = SymmetricCube.indices(dimension: dimension)
    var sums = [Int128](repeating: 0, count: dimension)
    var products = [Int128](repeating: 0, count: dimension * (dimension + 1) / 2)
    let quadruples = SymmetricQuartic.indices(dimension: dimension)
    var cubes = [Int128](repeating: 0, count: indices.count)
    var quartics = [Int128](repeating: 0, count: quadruples.count)
    for row in rows {
      let q = scalings.indices.map { scalings[$0].integer(row[$0]) }
      let h = scalings.indices.map { scalings[$0].integer(row[$0], coarser: scalings[$0].cubeShift) }
      var position = 0
      for i in 0..<dimension {
        sums[i] += q[i]
        for j in i..<dimension {
          products[position] += q[i] * q[j]
          position += 1
        }
      }
      for (position, (i, j, k)) in indices.enumerated() { cubes[position] += h[i] * h[j] * h[k] }
      for (position, (i, j, k, l)) in quadruples.enumerated() { quartics[position] += h[i] * h[j] * h[k] * h[l] }
    }
    self.init(
      count: rows.count, scalings: scalings, sums: sums, products: products, cubes: cubes, quartics: quartics,
      nonNegative: scalings.indices.map { column in rows.allSatisfy { $0[column] >= 0 } })
  }

  /// The sums of the rows of both, as a second level of aggregation adds them.
  static func + (left: ScaledSums, right: ScaledSums) -> ScaledSums {
    ScaledSums(
      count: left.count + right.count, scalings: left.scalings, sums: zip(left.sums, right.sums).map(+),
      products: zip(left.products, right.products).map(+), cubes: zip(left.cubes, right.cubes).map(+),
      quartics: zip(left.quartics, right.quartics).map(+),
      nonNegative: zip(left.nonNegative, right.nonNegative).map { $0 && $1 })
  }
}
