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
      var weights: [Int]?
    }

    @Test func agreesWithExactIntegers() throws {
      let weights = [0, 7, 42, UInt64.max].map { PoissonWeights(seed: $0, replicates: 2000, means: [0.9, 0.01, 0.5]) }
      var compared = 0
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
          let own = try #require(weights.first { $0.seed == seed })
          #expect((0..<3).map { own.weight(unit: unit, replicate: b, arm: $0) } == expected.weights)
          compared += 1
        }
      }
      #expect(compared > 100)
    }

    /// The check values of Methods/bootstrap, "Weights".
    @Test(arguments: [("u1", [[1, 1], [0, 0], [0, 0], [0, 0]]), ("u2", [[2, 0], [0, 1], [3, 0], [1, 1]])])
    func checkValues(key: String, weights: [[Int]]) {
      let poisson = PoissonWeights(seed: 42, replicates: 4, means: [0.5, 0.5])
      for (b, weights) in weights.enumerated() {
        #expect((0..<2).map { poisson.weight(unit: CounterHash.fnv1a(key), replicate: b, arm: $0) } == weights)
      }
    }

    /// Counts of a million weights against e^−λ·λ^k/k!: chi-square with 5 degrees of freedom, 0.9999 quantile 25.7.
    @Test(arguments: [(0, 0.9), (1, 0.1)]) func weightsArePoisson(arm: Int, mean: Double) {
      let weights = PoissonWeights(seed: 1, replicates: 1000, means: [0.9, 0.1])
      var shares: [Double] = []
      var mass = mean == 0.9 ? 0.40656966 : 0.90483742
      for k in 0..<5 {
        shares.append(mass)
        mass *= mean / Double(k + 1)
      }
      shares.append(1 - shares.reduce(0, +))
      var counts = [Double](repeating: 0, count: shares.count)
      for unit in 0..<1000 {
        for replicate in 0..<1000 {
          let weight = weights.weight(unit: CounterHash.fnv1a("unit-\(unit)"), replicate: replicate, arm: arm)
          counts[min(shares.count - 1, weight)] += 1
        }
      }
      let distance = zip(counts, shares).reduce(0) { $0 + ($1.0 - 1e6 * $1.1) * ($1.0 - 1e6 * $1.1) / (1e6 * $1.1) }
      #expect(distance < 25.7)
    }

    /// The halves of a hash tell nothing of each other: the counts of both arms together are the products of their shares.
    @Test func weightsOfTwoArmsAreIndependent() {
      let weights = PoissonWeights(seed: 4, replicates: 1000, means: [0.5, 0.5])
      var counts = [Double](repeating: 0, count: 9)
      for unit in 0..<1000 {
        for replicate in 0..<1000 {
          let own = (0..<2).map { weights.weight(unit: UInt64(unit), replicate: replicate, arm: $0) }
          counts[min(2, own[0]) * 3 + min(2, own[1])] += 1
        }
      }
      let shares = [0.60653066, 0.30326533, 0.09020401]
      let distance = counts.indices.reduce(0) { sum, cell in
        let expected = 1e6 * shares[cell / 3] * shares[cell % 3]
        return sum + (counts[cell] - expected) * (counts[cell] - expected) / expected
      }
      // Chi-square with 8 degrees of freedom, 0.9999 quantile 31.8.
      #expect(distance < 31.8)
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
