import Statistics
import TestSupport
import Testing

@Suite struct CholeskyTests {
  /// d'M⁻¹d by hand: M = [4 2; 2 3] has the inverse [3 −2; −2 4]/8.
  @Test func quadraticFormOfTheInverse() throws {
    let matrix = SymmetricMatrix(dimension: 2) { i, j in i != j ? 2 : i == 0 ? 4 : 3 }
    let cholesky = try #require(Cholesky(matrix))
    #expect(isClose(cholesky.inverseQuadraticForm([1, 0]), 0.375, relative: 1e-15))
    #expect(isClose(cholesky.inverseQuadraticForm([1, 2]), (3 - 8 + 16) / 8.0, relative: 1e-15))
  }

  /// For d = M·x, d'M⁻¹d = x'Mx.
  @Test func undoesTheMultiplication() throws {
    var random = SeededRandom(seed: 71)
    for _ in 0..<200 {
      let n = random.integer(1...6)
      let rows = (0..<n + 3).map { _ in (0..<n).map { _ in random.normal() } }
      let matrix = SymmetricMatrix(dimension: n) { i, j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
      let x = (0..<n).map { _ in random.normal() }
      let d = (0..<n).map { i in (0..<n).reduce(0) { $0 + matrix[i, $1] * x[$1] } }
      let form = try #require(Cholesky(matrix)).inverseQuadraticForm(d)
      #expect(isClose(form, matrix.quadraticForm(x), relative: 1e-8))
    }
  }

  @Test func refusesWhatIsNotPositiveDefinite() {
    #expect(Cholesky(SymmetricMatrix(zero: 2)) == nil)
    #expect(Cholesky(SymmetricMatrix(dimension: 2) { _, _ in 1 }) == nil)
    #expect(Cholesky(SymmetricMatrix(dimension: 2) { i, j in i == j ? 1 : 2 }) == nil)
    #expect(Cholesky(SymmetricMatrix(dimension: 1) { _, _ in .nan }) == nil)
    // Three rows of which the third is the sum of the others: only rounding is left.
    let rows = [[0.1, 0.7], [0.3, 0.2], [0.4, 0.9]]
    let dependent = SymmetricMatrix(dimension: 3) { i, j in rows[i][0] * rows[j][0] + rows[i][1] * rows[j][1] }
    #expect(Cholesky(dependent) == nil)
  }
}
