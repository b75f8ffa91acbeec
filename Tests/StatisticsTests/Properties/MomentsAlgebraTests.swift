import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Cells merge like sets of rows (Methods/moments, "Merging cells").
  @Suite struct MomentsAlgebraTests {
    static let dimension = 3

    /// Whether all figures agree within a few roundings of the spread of the data.
    private func agree(_ one: Moments, _ other: Moments, relative: Double = 1e-12) -> Bool {
      guard one.count == other.count else { return false }
      let n = Double(max(1, one.count))
      let spread = (0..<one.dimension).map { (one.products[$0, $0] / n).squareRoot() + abs(one.mean[$0]) }
      for i in spread.indices {
        guard isClose(one.mean[i], other.mean[i], absolute: relative * spread[i]) else { return false }
        for j in spread.indices {
          let allowed = relative * n * spread[i] * spread[j]
          guard isClose(one.products[i, j], other.products[i, j], absolute: allowed) else { return false }
          for k in spread.indices {
            guard let cube = one.cubes?[i, j, k], let same = other.cubes?[i, j, k],
              isClose(cube, same, absolute: allowed * spread[k])
            else { return false }
            for l in spread.indices {
              guard let quartic = one.quartics?[i, j, k, l], let same = other.quartics?[i, j, k, l],
                isClose(quartic, same, absolute: allowed * spread[k] * spread[l])
              else { return false }
            }
          }
        }
      }
      return true
    }

    private func moments(_ rows: [[Double]]) -> Moments { Moments(rows: rows, dimension: Self.dimension) }

    @Test func mergingIsAssociativeCommutativeAndEqualsOnePass() {
      var random = SeededRandom(seed: 61)
      for _ in 0..<60 {
        let scale = random.logUniform(1e-6...1e6)
        let parts = (0..<3).map { _ in
          random.rows(random.integer(0...12), dimension: Self.dimension).map { $0.map { $0 * scale } }
        }
        let (a, b, c) = (moments(parts[0]), moments(parts[1]), moments(parts[2]))
        let whole = moments(parts.flatMap { $0 })
        #expect(agree((a + b) + c, a + (b + c)))
        #expect(agree(a + b, b + a))
        #expect(agree((c + a) + b, whole))
        #expect(agree(moments(parts.flatMap { $0 }.shuffled(using: &random)), whole))
      }
    }

    @Test func theEmptyCellIsTheIdentity() {
      var random = SeededRandom(seed: 62)
      let cell = moments(random.rows(9, dimension: Self.dimension))
      let empty = Moments.empty(dimension: Self.dimension)
      #expect(empty + cell == cell && cell + empty == cell && empty + empty == empty)
      #expect(moments([]) == empty && Moments(row: [1, 2, 3]).products == SymmetricMatrix(zero: 3))
    }

    /// Two-pass sums of the same rows.
    @Test func centredSumsAreThoseOfTwoPasses() {
      var random = SeededRandom(seed: 63)
      for _ in 0..<100 {
        let rows = random.rows(random.integer(1...40), dimension: Self.dimension)
        let n = Double(rows.count)
        let mean = (0..<Self.dimension).map { column in rows.reduce(0) { $0 + $1[column] } / n }
        func sum(_ columns: [Int]) -> Double {
          rows.reduce(0) { sum, row in sum + columns.reduce(1) { $0 * (row[$1] - mean[$1]) } }
        }
        let twice = Moments(
          count: rows.count, mean: mean, products: SymmetricMatrix(dimension: Self.dimension) { sum([$0, $1]) },
          cubes: SymmetricCube(dimension: Self.dimension) { sum([$0, $1, $2]) },
          quartics: SymmetricQuartic(dimension: Self.dimension) { sum([$0, $1, $2, $3]) })
        #expect(agree(moments(rows), twice))
      }
    }

    @Test func aCoordinateAloneHasItsOwnMoments() {
      var random = SeededRandom(seed: 64)
      let rows = random.rows(25, dimension: Self.dimension)
      for column in 0..<Self.dimension {
        #expect(agree(moments(rows).coordinate(column), Moments(values: rows.map { $0[column] })))
      }
    }

    /// Third and fourth sums exist only where both cells have them, and values are at least 0 where those of both are.
    @Test func higherSumsNeedBothCells() {
      let cell = Moments(values: [1, 2, 4])
      let without = Moments(count: 2, mean: [3], products: SymmetricMatrix(dimension: 1) { _, _ in 2 })
      #expect((cell + without).cubes == nil && (without + cell).quartics == nil)
      #expect(cell.nonNegative == [true] && (cell + without).nonNegative == [false])
      #expect((cell + Moments(values: [-1])).nonNegative == [false])
      #expect((cell + without).count == 5)
    }

    /// Symmetric arrays answer for any order of their indices, and their forms are the sums that they stand for.
    @Test func formsOfSymmetricArrays() {
      let matrix = SymmetricMatrix(dimension: 3) { Double(10 * $0 + $1) }
      #expect(matrix[2, 1] == 12 && matrix[1, 2] == 12)
      #expect(matrix.quadraticForm([1, -1, 2]) == 57)
      let cube = SymmetricCube(dimension: 2) { Double(100 * $0 + 10 * $1 + $2) }
      #expect(cube[1, 0, 1] == 11 && cube[1, 1, 0] == 11)
      #expect(cube.cubicForm([2, -1]) == -57)
      let quartic = SymmetricQuartic(dimension: 3) { Double(1000 * $0 + 100 * $1 + 10 * $2 + $3) }
      #expect(quartic[2, 0, 1, 0] == 12 && quartic[2, 2, 1, 2] == 1222 && quartic[0, 0, 0, 0] == 0)
      // Σ (2v₀ − v₁)⁴ of the values 1, 0 and 0, 1 and 1, 1.
      let rows = SymmetricQuartic(dimension: 2) { i, j, k, l in
        [[1.0, 0], [0, 1], [1, 1]].reduce(0) { $0 + $1[i] * $1[j] * $1[k] * $1[l] }
      }
      #expect(rows.quarticForm([2, -1]) == 18)
    }
  }
}
