import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The influence values of an arm have mean 0 and mean square 1, and their spread is the standard error of the value.
  @Suite struct UnitInfluenceTests {
    /// Rows [outcomes, x] of a control and a variant by stratum, the variant with other shares of them.
    private func rows(_ functional: Functional, strata: Int) -> [[[[Double]]]] {
      var random = SeededRandom(seed: 90)
      return (0..<2).map { arm in
        (0..<strata).map { stratum in
          (0..<(60 + 25 * arm * (stratum + 1))).map { _ in
            let x = random.normal()
            let y = 5 + Double(stratum) + x + random.normal()
            return functional == .mean ? [y, x] : [y, 2 + random.uniform(), x]
          }
        }
      }
    }

    @Test(arguments: [Functional.mean, .ratio], [1, 3]) func standardizesRows(functional: Functional, strata: Int)
      throws
    {
      let rows = rows(functional, strata: strata)
      let moments = StratifiedMoments(
        cells: rows.map { $0.map { Moments(rows: $0, dimension: functional.dimension + 1) } },
        outcomes: functional.dimension)
      let influence = try #require(DeltaMethod(functional).influence(moments))
      for arm in 0..<2 {
        var values: [Double] = []
        for stratum in 0..<strata {
          let form = try #require(influence.form(arm: arm, stratum: stratum))
          let own = rows[arm][stratum].map { form($0) }
          #expect(isClose(own.reduce(0, +), 0, absolute: 1e-9))
          values += own
        }
        #expect(isClose(values.reduce(0) { $0 + $1 * $1 }, Double(values.count), relative: 1e-9))
      }
      #expect(influence.counts == rows.map { $0.reduce(0) { $0 + $1.count } })
    }

    /// What a row adds is what the value changes by when the row counts a little more; with the slope of the covariate held.
    @Test func isTheDerivativeInTheWeightOfARow() throws {
      let rows = rows(.ratio, strata: 1).map { $0[0] }
      func value(_ extra: Int?) throws -> Double {
        var sums = [0.0, 0.0]
        for (index, row) in rows[0].enumerated() {
          let weight = index == extra ? 1 + 1e-6 : 1
          sums = [sums[0] + weight * row[0], sums[1] + weight * row[1]]
        }
        return sums[0] / sums[1]
      }
      let moments = StratifiedMoments(arms: rows.map { Moments(rows: $0.map { Array($0.prefix(2)) }, dimension: 2) })
      let form = try #require(DeltaMethod(.ratio).influence(moments)?.form(arm: 0, stratum: 0))
      let derivatives = try (0..<10).map { (try value($0) - value(nil)) / 1e-6 * Double(rows[0].count) }
      let scale = derivatives[0] / form(Array(rows[0][0].prefix(2)))
      #expect(scale > 0)
      for index in 1..<10 {
        #expect(
          isClose(form(Array(rows[0][index].prefix(2))) * scale, derivatives[index], relative: 1e-4, absolute: 1e-5))
      }
    }

    @Test func equalRowsHaveNone() throws {
      let moments = StratifiedMoments(
        arms: [Moments(rows: [[3.3], [3.3], [3.3]], dimension: 1), Moments(rows: [[1], [2], [4]], dimension: 1)])
      let influence = try #require(DeltaMethod(.mean).influence(moments))
      #expect(influence.form(arm: 0, stratum: 0)?([3.3]) == 0)
      #expect(influence.nonNegative == [true, true])
    }
  }
}
