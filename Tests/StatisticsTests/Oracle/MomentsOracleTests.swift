import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Means, products and third sums against exact fractions, for rows merged one by one and for exact integer sums.
  @Suite struct MomentsOracleTests {
    struct Case: Decodable, Sendable {
      let name: String
      let rows: [[Double]]?
      let generated: GeneratedRows?
      let n: Int
      let mean: [Double]
      let products: [[Double]]
      let thirdSums: [Double]

      var data: [[Double]] { get throws { try rows ?? generated?.rows(n) ?? [] } }

      /// Standard deviation of a column, with divisor n.
      func deviation(_ column: Int) -> Double { (products[column][column] / Double(n)).squareRoot() }
    }

    /// Compares moments with a case; errors are relative to the spread, plus `conditioning` times what the mean loses.
    private func check(
      _ moments: Moments, _ example: Case, relative: Double, cubes: [Double], conditioning: Double = 0,
      location: SourceLocation = #_sourceLocation
    ) {
      let n = Double(example.n)
      #expect(moments.count == example.n, sourceLocation: location)
      for i in example.mean.indices {
        let deviation = example.deviation(i)
        let mean = isClose(
          moments.mean[i], example.mean[i], relative: 4e-16, absolute: relative * deviation + example.mean[i].ulp)
        #expect(mean, "\(example.name) mean \(i): \(moments.mean[i]), \(example.mean[i])", sourceLocation: location)
        let lost = conditioning * example.mean[i].ulp
        for j in example.mean.indices {
          let other = example.deviation(j)
          let lostThere = conditioning * example.mean[j].ulp
          let allowed = n * (relative * deviation * other + lost * other + lostThere * deviation)
          let actual = moments.products[i, j]
          let close = isClose(actual, example.products[i][j], absolute: allowed)
          #expect(close, "\(example.name) \(i), \(j): \(actual), \(example.products[i][j])", sourceLocation: location)
        }
        guard let third = moments.cubes?[i, i, i] else { continue }
        let allowed = cubes[i] + n * deviation * deviation * (relative * deviation + 3 * lost)
        let close = isClose(third, example.thirdSums[i], relative: relative, absolute: allowed)
        #expect(close, "\(example.name) third \(i): \(third), \(example.thirdSums[i])", sourceLocation: location)
      }
    }

    @Test func generatorsMakeTheTableRows() throws {
      struct First: Decodable {
        struct Rows: Decodable { let firstRows: [[Double]] }
        let generated: Rows?
      }
      let firsts = try OracleTable.cases("moments", as: First.self)
      for (example, first) in zip(try OracleTable.cases("moments", as: Case.self), firsts) {
        guard let expected = first.generated?.firstRows else { continue }
        for (row, wanted) in zip(try example.data, expected) {
          for (value, want) in zip(row, wanted) { #expect(isClose(value, want, relative: 4e-16), "\(example.name)") }
        }
      }
    }

    /// Merging loses what the rounding of the means loses, a few units in their last place per level.
    @Test func mergedRows() throws {
      for example in try OracleTable.cases("moments", as: Case.self) {
        let moments = Moments(rows: try example.data, dimension: example.mean.count)
        check(moments, example, relative: 1e-12, cubes: example.mean.map { _ in 0 }, conditioning: 4)
      }
    }

    /// The path of real data: values scaled to integers as the summary query does, summed, and centered once.
    @Test func scaledSums() throws {
      for example in try OracleTable.cases("moments", as: Case.self) {
        let rows = try example.data
        let scalings = example.mean.indices.map { column in Scaling(lookingAt: rows.map { $0[column] }) }
        let moments = ScaledSums(rows: rows, scalings: scalings).moments
        if !scalings.allSatisfy(\.isReliable) {
          #expect(example.name == "very small" && moments.mean.allSatisfy(\.isNaN))
          continue
        }
        // Third sums come from coarser integers, each off by up to half a unit: 3·(unit/2)·Σ(x − c)², and a margin.
        let cubes = scalings.indices.map { column in
          let unit = scalings[column].unit * Double(1 << scalings[column].cubeShift)
          let squares = rows.reduce(0) { sum, row in
            let distance = row[column] - scalings[column].center
            return sum + distance * distance
          }
          return 2 * unit * (squares + unit * unit * Double(rows.count))
        }
        check(moments, example, relative: 1e-11, cubes: cubes)
      }
    }
  }
}
