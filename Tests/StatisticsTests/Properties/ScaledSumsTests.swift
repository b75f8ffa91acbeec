import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Sums of integers do not depend on the order of the rows or on how threads divided them: the same bits come out.
  @Suite struct ScaledSumsTests {
    private func data(_ random: inout SeededRandom) -> [[Double]] {
      let (scale, origin) = (random.logUniform(1e-9...1e9), random.uniform(-1e3..<1e3))
      return (0..<random.integer(1...200)).map { _ in
        [origin * scale + random.normal() * scale, Double(random.integer(0...5)), 1 / (1 - random.uniform())]
      }
    }

    private func scalings(_ rows: [[Double]]) -> [Scaling] {
      (0..<3).map { column in Scaling(lookingAt: rows.map { $0[column] }) }
    }

    @Test func orderAndDivisionChangeNoBit() {
      var random = SeededRandom(seed: 71)
      for _ in 0..<100 {
        let rows = data(&random)
        let scalings = scalings(rows)
        let whole = ScaledSums(rows: rows, scalings: scalings)
        #expect(ScaledSums(rows: rows.shuffled(using: &random), scalings: scalings).moments == whole.moments)
        let cut = random.integer(0...rows.count)
        let parts =
          ScaledSums(rows: Array(rows[..<cut]), scalings: scalings)
          + ScaledSums(rows: Array(rows[cut...]), scalings: scalings)
        #expect(parts == whole && parts.moments == whole.moments)
      }
    }

    /// The scale is fine enough that a tenth of a millionth of the standard deviation is not lost.
    @Test func momentsAgreeWithMergedRows() {
      var random = SeededRandom(seed: 72)
      for _ in 0..<40 {
        let rows = data(&random)
        let exact = ScaledSums(rows: rows, scalings: scalings(rows)).moments
        let merged = Moments(rows: rows, dimension: 3)
        #expect(exact.count == merged.count)
        let n = Double(rows.count)
        let deviation = (0..<3).map { (merged.products[$0, $0] / n).squareRoot() }
        for i in 0..<3 {
          #expect(isClose(exact.mean[i], merged.mean[i], relative: 1e-14, absolute: 1e-10 * deviation[i]))
          for j in 0..<3 {
            let allowed = 1e-9 * n * deviation[i] * deviation[j]
            #expect(isClose(exact.products[i, j], merged.products[i, j], absolute: allowed))
          }
        }
      }
    }

    /// 2⁵³ is far exceeded by the squares, which doubles would round.
    @Test func integersAreExact() {
      let values = [9_007_199_254_740_993.0, 3, 5].map { $0 / 1_000_003 }.map { $0.rounded() }
      let scaling = Scaling(center: 0, exponent: 0)
      let sums = ScaledSums(rows: values.map { [$0] }, scalings: [scaling])
      let (a, b, c) = (Int128(values[0]), Int128(values[1]), Int128(values[2]))
      let numerator = 3 * (a * a + b * b + c * c) - (a + b + c) * (a + b + c)
      #expect(sums.moments.products[0, 0] == Double(numerator) / 3)
    }

    /// The integers behind the decimals say what is right; doubles only come at the end.
    @Test(arguments: [0, 2, 4], [0, 12345.67])
    func shortDecimalsAreExact(decimals: Int, about center: Double) throws {
      var random = SeededRandom(seed: 75)
      let power = [1, 10, 100, 1000, 10000][decimals]
      let middle = Int((center * Double(power)).rounded())
      let integers = (0..<500).map { _ in middle + random.integer(-2000...2000) }
      let values = integers.map { Double($0) / Double(power) }
      let scaling = try #require(Scaling(lookingAt: values).decimal(decimals, farthest: 4000 / Double(power)))
      let moments = ScaledSums(rows: values.map { [$0] }, scalings: [scaling]).moments
      let (n, sum) = (Int128(values.count), integers.reduce(Int128(0)) { $0 + Int128($1) })
      let squares = n * integers.reduce(Int128(0)) { $0 + Int128($1) * Int128($1) } - sum * sum
      #expect(moments.mean[0] == Double(sum) / Double(Int(n) * power))
      #expect(isClose(moments.products[0, 0], Double(squares) / Double(Int(n) * power * power), relative: 4e-16))
      let plain = Moments(values: values)
      let cube = try #require(moments.cubes?[0, 0, 0])
      let spread = plain.products[0, 0]
      #expect(isClose(cube, plain.cubes?[0, 0, 0] ?? .nan, absolute: 1e-9 * spread * spread.squareRoot()))
      let quartic = try #require(moments.quartics?[0, 0, 0, 0])
      #expect(isClose(quartic, plain.quartics?[0, 0, 0, 0] ?? .nan, absolute: 1e-9 * spread * spread))
    }

    @Test(arguments: [
      (0.0, 0, 262_143.0, true), (0, 0, 262_145, false), (0, 2, 2621, true), (0, 2, 2622, false),
      (1e15, 0, 10, true), (1e15, 2, 10, false),
    ])
    func shortDecimalsMustBeSmall(center: Double, decimals: Int, farthest: Double, fits: Bool) {
      let scaling = Scaling(center: center, exponent: 3)
      #expect((scaling.decimal(decimals, farthest: farthest) != nil) == fits)
      #expect(scaling.decimal(decimals, farthest: farthest)?.binary ?? scaling == scaling)
    }

    /// Seventeen billion squares and fourth powers of the largest integers fit 128 bits, and each cube fits 64.
    @Test func bitsSufficeForTheLargestTables() {
      #expect(2 * Scaling.valueBits + 34 <= 126 && 3 * Scaling.cubeBits <= 62)
      #expect(3 * Scaling.decimalBits <= 63 && 4 * Scaling.decimalBits + 34 <= 126)
    }

    @Test(arguments: [1e-300, 1e-9, 0.1, 1, 1023, 1024, 1e18, 1e300]) func theLargestValueFits(largest: Double) {
      let scaling = Scaling(center: 0, largest: largest)
      #expect(largest < scaling.limit && scaling.unit > 0 && scaling.factor.isFinite)
      #expect(abs(scaling.integer(largest)) < 1 << Scaling.valueBits)
      // Six bits of headroom: values up to 32 times as large still fit.
      #expect(largest * 32 < scaling.limit)
    }

    /// A sample that missed the largest values, or the smallest, leads to a scale that holds them all and wastes little.
    @Test func aSecondLookFitsEveryValue() throws {
      var random = SeededRandom(seed: 74)
      for _ in 0..<500 {
        let scale = random.logUniform(1e-20...1e20)
        let first = (0..<20).map { _ in random.normal() * scale }
        let factor = random.logUniform(1e-12...1e12)
        let all = random.chance(0.5) ? first + [factor * scale] : first.map { $0 * factor }
        let scaling = Scaling(lookingAt: first)
        let differences = all.map { $0 - scaling.center }
        let (low, high) = (try #require(differences.min()), try #require(differences.max()))
        let improved = scaling.improved(forDifferencesFrom: low, to: high) ?? scaling
        for value in all { #expect(abs(value - improved.center) < improved.limit) }
        let again = all.map { $0 - improved.center }
        let next = improved.improved(forDifferencesFrom: try #require(again.min()), to: try #require(again.max()))
        #expect(next == nil, "a third look is not needed")
      }
    }

    @Test func noRowsGiveTheEmptyCell() {
      let scaling = Scaling(center: 5, exponent: 3)
      #expect(ScaledSums(rows: [], scalings: [scaling]).moments == .empty(dimension: 1))
    }

    /// Mean 1e9 and deviation 1e-3 are beyond the digits of a sum of squares in doubles.
    @Test func aLargeMeanLeavesTheSpreadIntact() {
      var random = SeededRandom(seed: 73)
      let values = (0..<1000).map { _ in 1e9 + (random.normal() * 1e-3 * 0x1p23).rounded() / 0x1p23 }
      let moments = ScaledSums(rows: values.map { [$0] }, scalings: [Scaling(lookingAt: values)]).moments
      // The differences from 1e9 are exact doubles.
      let small = Moments(values: values.map { $0 - 1e9 })
      #expect(isClose(moments.products[0, 0], small.products[0, 0], relative: 1e-9))
      #expect(isClose(moments.mean[0] - 1e9, small.mean[0], absolute: 1e9.ulp))
    }
  }
}
