import TestSupport
import Testing

@testable import Statistics

extension StatisticalCore {
  /// The weights of bootstrap replicates (Methods/bootstrap, "Weights").
  @Suite struct PoissonWeightsTests {
    struct Case: Decodable, Sendable {
      let function: String
      var input: String?
      var hex: String?
      var seed: String?
      var key: String?
      var b: Int?
      var weight: Int?
    }

    @Test func agreesWithExactIntegers() throws {
      var weights = 0
      for expected in try OracleTable.cases("replicate_weights", as: Case.self) {
        switch expected.function {
        case "mix":
          let input = try #require(expected.input.flatMap { UInt64($0) })
          #expect(CounterHash.mix(input) == expected.hex.flatMap { UInt64($0, radix: 16) })
        case "fnv1a":
          #expect(CounterHash.fnv1a(try #require(expected.input)) == expected.hex.flatMap { UInt64($0, radix: 16) })
        default:
          let seed = try #require(expected.seed.flatMap { UInt64($0) })
          let (unit, b) = (CounterHash.fnv1a(try #require(expected.key)), try #require(expected.b))
          #expect(PoissonWeights.weight(seed: seed, unit: unit, replicate: b) == expected.weight)
          weights += 1
        }
      }
      #expect(weights > 100)
    }

    /// The check values of Methods/bootstrap, "Weights".
    @Test(arguments: [("u1", [2, 1, 1]), ("u2", [3, 0, 4, 2])])
    func checkValues(key: String, weights: [Int]) {
      for (b, weight) in weights.enumerated() {
        #expect(PoissonWeights.weight(seed: 42, unit: CounterHash.fnv1a(key), replicate: b) == weight)
      }
    }

    private func row(_ weights: PoissonWeights, unit: UInt64, _ places: Range<Int>) -> [Int64] {
      var row = [Int64](repeating: -1, count: places.count)
      row.withUnsafeMutableBufferPointer { buffer in
        if let start = buffer.baseAddress { weights.fill(start, unit: unit, places: places) }
      }
      return row
    }

    @Test func weightsAreTheSameInAnyRowOfReplicates() {
      let numbers = [3, 0, 999, 12_345, 1]
      let weights = PoissonWeights(seed: 9, replicates: numbers)
      for unit in (0..<2000).map({ CounterHash.mix($0) }) {
        let single = numbers.map { Int64(PoissonWeights.weight(seed: 9, unit: unit, replicate: $0)) }
        #expect(row(weights, unit: unit, 0..<5) == single && row(weights, unit: unit, 2..<4) == Array(single[2..<4]))
      }
    }

    /// Counts of a million weights against e⁻¹/k!: chi-square with 7 degrees of freedom, 0.9999 quantile 29.9.
    @Test func weightsArePoisson() {
      let weights = PoissonWeights(seed: 1, replicates: 0..<1000)
      var counts = [Double](repeating: 0, count: 8)
      for unit in 0..<1000 {
        for weight in row(weights, unit: CounterHash.fnv1a("unit-\(unit)"), 0..<1000) {
          counts[min(7, Int(weight))] += 1
        }
      }
      let shares = [
        0.36787944, 0.36787944, 0.18393972, 0.06131324, 0.01532831, 0.003065662, 0.000510944, 0.00008324114,
      ]
      let distance = zip(counts, shares).reduce(0) { $0 + ($1.0 - 1e6 * $1.1) * ($1.0 - 1e6 * $1.1) / (1e6 * $1.1) }
      #expect(distance < 29.9)
    }

    @Test func boundedNumbersOfAStreamAreUniform() {
      var stream = CounterStream(seed: 5, stream: 2)
      var counts = [Double](repeating: 0, count: 7)
      for _ in 0..<70_000 { counts[stream.next(below: 7)] += 1 }
      // Chi-square with 6 degrees of freedom, 0.9999 quantile 27.9.
      #expect(counts.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 } < 27.9)
      var same = CounterStream(seed: 5, stream: 2)
      var other = CounterStream(seed: 5, stream: 3)
      let first = same.next()
      #expect(first != other.next() && first != same.next())
    }
  }
}
