package import Statistics

/// Powers of one number per unit, summed in place.
///
/// They are not centered: the populations are at least as wide as they are far from zero, so no digits are lost, and equal
/// whole numbers leave a spread of exactly zero.
package struct ValueSums {
  private(set) var count = 0.0
  private(set) var first = 0.0
  private(set) var second = 0.0
  private(set) var third = 0.0
  private(set) var fourth = 0.0
  private(set) var isNonNegative = true

  package init() {}

  package mutating func add(_ y: Double) {
    count += 1
    first += y
    second += y * y
    third += y * y * y
    fourth += y * y * y * y
    if y < 0 { isNonNegative = false }
  }

  package mutating func add(_ y: Double, times units: Int) {
    let n = Double(units)
    count += n
    first += n * y
    second += n * y * y
    third += n * y * y * y
    fourth += n * y * y * y * y
    if y < 0 { isNonNegative = false }
  }

  package var moments: Moments {
    let mean = count > 0 ? first / count : 0
    let square = count > 0 ? max(0, second - first * first / count) : 0
    let cube = third - 3 * mean * second + 2 * mean * mean * first
    let quartic = fourth - 4 * mean * third + 6 * mean * mean * second - 3 * mean * mean * mean * first
    return Moments(
      count: Int(count), mean: [mean], products: SymmetricMatrix(dimension: 1) { _, _ in square },
      cubes: SymmetricCube(dimension: 1) { _, _, _ in cube },
      quartics: SymmetricQuartic(dimension: 1) { _, _, _, _ in quartic }, nonNegative: [isNonNegative])
  }
}
