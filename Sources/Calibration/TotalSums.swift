package import Statistics

/// Powers and products of two numbers per unit, a total y and its sessions d, summed in place; not centered, for the reason that
/// `ValueSums` gives.
package struct TotalSums {
  private var count = 0.0
  /// Σy, Σd.
  private var first = [0.0, 0.0]
  /// Σyy, Σyd, Σdd.
  private var second = [0.0, 0.0, 0.0]
  /// Σyyy, Σyyd, Σydd, Σddd.
  private var third = [0.0, 0.0, 0.0, 0.0]
  /// Σyyyy, Σyyyd, Σyydd, Σyddd, Σdddd.
  private var fourth = [0.0, 0.0, 0.0, 0.0, 0.0]
  private var isNonNegative = true

  package init() {}

  /// Adds units that have `sessions` sessions each, of which every one is worth the unit's value.
  package mutating func add(_ values: ValueSums, sessions: Double) {
    let (square, cube) = (sessions * sessions, sessions * sessions * sessions)
    count += values.count
    first[0] += values.first * sessions
    first[1] += values.count * sessions
    second[0] += values.second * square
    second[1] += values.first * square
    second[2] += values.count * square
    third[0] += values.third * cube
    third[1] += values.second * cube
    third[2] += values.first * cube
    third[3] += values.count * cube
    fourth[0] += values.fourth * square * square
    fourth[1] += values.third * square * square
    fourth[2] += values.second * square * square
    fourth[3] += values.first * square * square
    fourth[4] += values.count * square * square
    if !values.isNonNegative { isNonNegative = false }
  }

  package var moments: Moments {
    let n = max(1, count)
    let mean = [first[0] / n, first[1] / n]
    return Moments(
      count: Int(count), mean: mean,
      products: SymmetricMatrix(dimension: 2) { i, j in
        let centered = second[i + j] - n * mean[i] * mean[j]
        return i == j ? max(0, centered) : centered
      },
      cubes: SymmetricCube(dimension: 2) { i, j, k in
        third[i + j + k] - mean[i] * second[j + k] - mean[j] * second[i + k] - mean[k] * second[i + j]
          + 2 * n * mean[i] * mean[j] * mean[k]
      },
      quartics: SymmetricQuartic(dimension: 2) { i, j, k, l in
        let ofThree =
          mean[i] * third[j + k + l] + mean[j] * third[i + k + l] + mean[k] * third[i + j + l]
          + mean[l] * third[i + j + k]
        let ofTwo =
          mean[i] * mean[j] * second[k + l] + mean[i] * mean[k] * second[j + l] + mean[i] * mean[l] * second[j + k]
          + mean[j] * mean[k] * second[i + l] + mean[j] * mean[l] * second[i + k] + mean[k] * mean[l] * second[i + j]
        return fourth[i + j + k + l] - ofThree + ofTwo - 3 * n * mean[i] * mean[j] * mean[k] * mean[l]
      }, nonNegative: [isNonNegative, true])
  }
}
