import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Replicate moments are those of rows repeated as often as their weight, and merge without a trace of the order.
  @Suite struct ReplicateMomentsTests {
    static let weights = PoissonWeights(seed: 11, replicates: 0..<300)

    private func units(_ range: Range<Int>) -> [UInt64] { range.map { CounterHash.fnv1a("u\($0)") } }

    private func cell(_ rows: [[Double]], dimension: Int) -> ReplicateRows {
      ReplicateRows(units: units(0..<rows.count), rows: rows, dimension: dimension)
    }

    @Test(arguments: 1...3) func replicatesCountEachRowByItsWeight(dimension: Int) {
      var random = SeededRandom(seed: 71)
      for count in [1, 3, 95, 96, 97, 211] {
        let rows = random.rows(count, dimension: dimension)
        let replicates = ReplicateMoments(weights: Self.weights, rows: cell(rows, dimension: dimension))
        for place in [0, 1, 255, 256, 299] {
          let repeated = zip(rows, units(0..<count)).flatMap { row, unit in
            Array(repeating: row, count: PoissonWeights.weight(seed: 11, unit: unit, replicate: place))
          }
          check(replicates[place], Moments(rows: repeated, dimension: dimension))
        }
        check(replicates.observed, Moments(rows: rows, dimension: dimension))
      }
    }

    /// Coarse integers round a value by 2⁻²⁷ of the range at most.
    private func check(_ actual: Moments, _ expected: Moments, location: SourceLocation = #_sourceLocation) {
      #expect(actual.count == expected.count, sourceLocation: location)
      for i in 0..<expected.dimension {
        #expect(isClose(actual.mean[i], expected.mean[i], absolute: 1e-6), sourceLocation: location)
        for j in 0..<expected.dimension {
          let close = isClose(actual.products[i, j], expected.products[i, j], absolute: 1e-6 * Double(actual.count + 1))
          #expect(close, sourceLocation: location)
        }
      }
    }

    @Test func mergingInAnyOrderGivesTheSameBytes() {
      var random = SeededRandom(seed: 72)
      let rows = random.rows(500)
      let whole = cell(rows, dimension: 2)
      let all = ReplicateMoments(weights: Self.weights, rows: whole)
      for _ in 0..<5 {
        var order = Array(rows.indices)
        order.shuffle(using: &random)
        let cut = random.integer(0...500)
        var parts = [ReplicateMoments(weights: Self.weights, scalings: whole.scalings)]
        for part in [order[..<cut], order[cut...]] {
          var piece = ReplicateRows(scalings: whole.scalings)
          for index in part { piece.append(unit: CounterHash.fnv1a("u\(index)"), row: rows[index]) }
          parts.append(ReplicateMoments(weights: Self.weights, rows: piece))
        }
        #expect((parts[0] + parts[1]) + parts[2] == all && parts[2] + (parts[1] + parts[0]) == all)
      }
    }

    /// The largest integers there are do not overflow.
    @Test func extremeValuesFit() {
      let scaling = ReplicateRows.scaling(center: 0, largest: 1e12.nextDown)
      var rows = ReplicateRows(scalings: [scaling])
      let count = 5000
      for unit in 0..<count { rows.append(unit: CounterHash.mix(UInt64(unit)), row: [unit % 2 == 0 ? 1e12 : -1e12]) }
      let moments = ReplicateMoments(weights: Self.weights, rows: rows).observed
      #expect(moments.count == count && moments.mean == [0])
      #expect(isClose(moments.products[0, 0], 1e24 * Double(count), relative: 1e-7))
    }

    @Test func aConstantColumnHasNoVariance() {
      for value in [0.0, 7.25, 1e-200, -3e150] {
        let rows = cell(Array(repeating: [value], count: 40), dimension: 1)
        let moments = ReplicateMoments(weights: Self.weights, rows: rows)
        #expect(isClose(moments[3].mean[0], value, relative: 1e-15) && moments[3].products[0, 0] == 0)
      }
    }

    @Test func anEmptyCellHasNoUnits() {
      let moments = ReplicateMoments(weights: Self.weights, rows: cell([], dimension: 2))
      #expect(moments[0].count == 0 && moments.observed.count == 0)
    }
  }
}
