import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Replicates are made of rows repeated as often as their weights, and keep no trace of the order of the rows.
  @Suite struct PooledReplicatesTests {
    static let count = 300

    private func units(_ range: Range<Int>) -> [UInt64] { range.map { CounterHash.fnv1a("u\($0)") } }

    private func replicates(_ sizes: [Int]) -> PooledReplicates {
      PooledReplicates(seed: 11, count: Self.count, sizes: sizes)
    }

    @Test(arguments: [[7], [30, 70], [20, 50, 141]]) func replicatesCountEachRowByItsWeight(sizes: [Int]) {
      var random = SeededRandom(seed: 71)
      let total = sizes.reduce(0, +)
      let values = (0..<total).map { _ in random.normal() }
      let weights = PoissonWeights(
        seed: 11, replicates: Self.count, means: sizes.map { Double($0) / Double(total) })
      var all = replicates(sizes)
      all.add(units: units(0..<total), values: values)
      for replicate in [0, 1, 255, 256, 299] {
        for arm in sizes.indices {
          let repeated = zip(values, units(0..<total)).flatMap { value, unit in
            Array(repeating: value, count: weights.weight(unit: unit, replicate: replicate, arm: arm))
          }
          let found = all.mean(arm: arm, replicate: replicate)
          guard repeated.count > 1 else {
            #expect(found == nil)
            continue
          }
          let n = Double(repeated.count)
          let mean = repeated.reduce(0, +) / n
          let variance = repeated.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n / (n - 1)
          #expect(isClose(found?.mean ?? .nan, mean, absolute: 1e-5))
          #expect(isClose(found?.variance ?? .nan, variance, absolute: 1e-5))
        }
      }
    }

    @Test func rowsInAnyOrderAndDivisionGiveTheSameBytes() {
      var random = SeededRandom(seed: 72)
      let values = (0..<500).map { _ in random.normal() }
      let keys = units(0..<500)
      var all = replicates([450, 50])
      all.add(units: keys, values: values)
      for _ in 0..<5 {
        var order = Array(values.indices)
        order.shuffle(using: &random)
        let cut = random.integer(0...500)
        var parts = replicates([450, 50])
        for part in [order[..<cut], order[cut...]] {
          parts.add(units: part.map { keys[$0] }, values: part.map { values[$0] })
        }
        #expect(parts == all)
      }
    }

    /// One row that is all of the variance: its square is the number of rows.
    @Test func theFarthestRowFits() {
      let count = 100_000
      var all = PooledReplicates(seed: 1, count: 99, sizes: [count])
      all.add(units: [7], values: [Double(count).squareRoot()])
      all.add(units: units(0..<1000), values: Array(repeating: 0, count: 1000))
      let weights = PoissonWeights(seed: 1, replicates: 99, means: [1])
      for replicate in 0..<99 {
        let n = (0..<1000).reduce(0) { $0 + weights.weight(unit: units($1..<$1 + 1)[0], replicate: replicate, arm: 0) }
        let weight = weights.weight(unit: 7, replicate: replicate, arm: 0)
        let expected = Double(weight) * Double(count).squareRoot() / Double(n + weight)
        #expect(isClose(all.mean(arm: 0, replicate: replicate)?.mean ?? .nan, expected, relative: 1e-6, absolute: 1e-9))
      }
    }

    /// Of 300 replicates three may be degenerate; the reserve takes their places.
    @Test func theReserveTakesThePlacesOfDegenerateReplicates() throws {
      var found: [Int] = []
      for seed in 0..<40 {
        var all = PooledReplicates(seed: UInt64(seed), count: 300, sizes: [7, 60])
        all.add(units: units(0..<67), values: (0..<67).map { Double($0 - 33) / 19.34 })
        guard let pairs = try? all.pairs([(1, 1)], [(0, 1)]) else {
          found.append(4)
          continue
        }
        #expect(pairs.count == 300)
        found.append(pairs.redraws)
      }
      // An arm of 7 has at most one row in exp(−7)·8 = 0.7 % of replicates, 2.2 of 300.
      #expect(found.contains(0) && found.contains(2) && found.contains(4))
      #expect(found.reduce(0, +) > 40 && found.reduce(0, +) < 120)
    }

    @Test func sidesOfSeveralArmsAreWeightedSums() throws {
      var random = SeededRandom(seed: 73)
      var all = replicates([40, 40, 40])
      all.add(units: units(0..<120), values: (0..<120).map { _ in random.normal() })
      let pairs = try all.pairs([(0, 1)], [(1, 0.25), (2, 0.75)])
      let (one, two) = (
        try #require(all.mean(arm: 1, replicate: 5)), try #require(all.mean(arm: 2, replicate: 5))
      )
      #expect(pairs.control[5] == all.mean(arm: 0, replicate: 5))
      #expect(isClose(pairs.variant[5].mean, 0.25 * one.mean + 0.75 * two.mean, relative: 1e-12))
      #expect(isClose(pairs.variant[5].variance, one.variance / 16 + 9 * two.variance / 16, relative: 1e-12))
    }
  }
}
