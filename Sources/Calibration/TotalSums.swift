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
      })
  }
}
