/// The third and fourth central sums of a cell, of the coarser integers h = round(q/2^cubeShift).
///
/// The sums of h are exact; centering them at the mean takes differences of doubles, which keep nearly all digits because the
/// center of a scaling lies among the values.
///
/// - Note: Methods/moments; the decision record 0023 has the ranges.
struct ShapeSums {
  let cubes: SymmetricCube
  let quartics: SymmetricQuartic

  /// Units of h that a standard deviation must have, so that rounding does not decide about a shape: its skewness is then
  /// off by less than 0.1, and by far less where values are many.
  private static let resolution = 16.0

  /// - Parameter products: the second central sums, in units of the values.
  /// - Returns: nil where no such sums were asked for, or where the integers are too coarse for the values of this cell, as
  ///   where one giant elsewhere decides about the scale.
  init?(_ sums: ScaledSums, products: SymmetricMatrix) {
    guard !sums.cubes.isEmpty else { return nil }
    let (n, scalings, shaped) = (Double(sums.count), sums.scalings, sums.shaped)
    let unit = shaped.map { scalings[$0].unit * Double(sign: .plus, exponent: scalings[$0].cubeShift, significand: 1) }
    let isCoarse = shaped.contains { i in
      let deviation = (products[i, i] / n).squareRoot() / unit[i]
      return scalings[i].decimals == nil && deviation > 0 && deviation < Self.resolution
    }
    guard !isCoarse else { return nil }
    let mean = shaped.map { sums.sums[$0].nearestDouble / n * scalings[$0].unit }
    func square(_ i: Int, _ j: Int) -> Double {
      sums.product(i, j).nearestDouble * scalings[i].unit * scalings[j].unit
    }
    let third = Dictionary(
      uniqueKeysWithValues: zip(SymmetricCube.indices(dimension: shaped.count), sums.cubes).map {
        ([$0.0, $0.1, $0.2], $1.nearestDouble * unit[$0.0] * unit[$0.1] * unit[$0.2])
      })
    let fourth = Dictionary(
      uniqueKeysWithValues: zip(SymmetricQuartic.indices(dimension: shaped.count), sums.quartics).map {
        ([$0.0, $0.1, $0.2, $0.3], $1.nearestDouble * unit[$0.0] * unit[$0.1] * unit[$0.2] * unit[$0.3])
      })
    func cube(_ i: Int, _ j: Int, _ k: Int) -> Double { third[[i, j, k].sorted(), default: .nan] }
    cubes = SymmetricCube(dimension: shaped.count) { i, j, k in
      cube(i, j, k) - mean[i] * square(j, k) - mean[j] * square(i, k) - mean[k] * square(i, j)
        + 2 * n * mean[i] * mean[j] * mean[k]
    }
    quartics = SymmetricQuartic(dimension: shaped.count) { i, j, k, l in
      let ofThree =
        mean[i] * cube(j, k, l) + mean[j] * cube(i, k, l) + mean[k] * cube(i, j, l) + mean[l] * cube(i, j, k)
      let ofTwo =
        mean[i] * mean[j] * square(k, l) + mean[i] * mean[k] * square(j, l) + mean[i] * mean[l] * square(j, k)
        + mean[j] * mean[k] * square(i, l) + mean[j] * mean[l] * square(i, k) + mean[k] * mean[l] * square(i, j)
      return fourth[[i, j, k, l], default: .nan] - ofThree + ofTwo - 3 * n * mean[i] * mean[j] * mean[k] * mean[l]
    }
  }
}
