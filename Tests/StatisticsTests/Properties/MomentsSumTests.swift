import TestSupport
import Testing

@testable import Statistics

@Suite struct MomentsSumTests {
  /// The moments of sums of coordinates are those of rows that were summed first.
  @Test(arguments: 1...8) func sumsOfCoordinatesAreThoseOfTheRows(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let rows = (0..<40).map { _ in (0..<4).map { _ in Double(random.integer(-50...50)) } }
    let parts = [[0, 2], [1], [3]]
    let summed = rows.map { row in parts.map { $0.reduce(0) { $0 + row[$1] } } }
    let found = Moments(rows: rows, dimension: 4).sums(of: parts)
    let expected = Moments(rows: summed, dimension: 3)
    #expect(found.count == expected.count)
    for i in 0..<3 {
      #expect(isClose(found.mean[i], expected.mean[i], absolute: 1e-10))
      for j in 0..<3 {
        #expect(isClose(found.products[i, j], expected.products[i, j], relative: 1e-10, absolute: 1e-6))
        for k in 0..<3 {
          #expect(
            isClose(found.cubes?[i, j, k] ?? .nan, expected.cubes?[i, j, k] ?? .nan, relative: 1e-9, absolute: 1e-4))
          for l in 0..<3 {
            #expect(
              isClose(
                found.quartics?[i, j, k, l] ?? .nan, expected.quartics?[i, j, k, l] ?? .nan, relative: 1e-9,
                absolute: 1e-2))
          }
        }
      }
    }
  }

  @Test func anEmptyCellStaysEmpty() {
    #expect(Moments.empty(dimension: 3).sums(of: [[0, 2], [1]]) == .empty(dimension: 2))
  }

  /// Third moments are known of the outcomes alone, and stay so.
  @Test func covariatesKeepNoThirdMoments() {
    let cell = Moments(
      count: 2, mean: [1, 2, 3], products: SymmetricMatrix(dimension: 3) { $0 == $1 ? 2 : 1 },
      cubes: SymmetricCube(dimension: 2) { _, _, _ in 5 })
    let stratified = StratifiedMoments(cells: [[cell], [cell]], outcomes: 2).sums(ofOutcomes: [[0, 1]])
    #expect(stratified.outcomes == 1 && stratified.covariates == 1)
    let sum = stratified.cells[0][0]
    #expect(sum.mean == [3, 3] && sum.products[0, 0] == 6 && sum.products[0, 1] == 2)
    #expect(sum.cubes?.dimension == 1 && sum.cubes?[0, 0, 0] == 40)
  }
}
