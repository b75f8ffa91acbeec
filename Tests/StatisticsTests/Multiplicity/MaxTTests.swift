import Statistics
import TestSupport
import Testing

/// Adjustment by the largest statistic of each replicate, against NumPy.
@Suite struct MaxTTests {
  struct Case: Decodable, Sendable {
    let seed: UInt64
    let count: Int
    let shared: Double
    let statistics: [Double]
    let side: String
    let singleStep: [Double]
    let stepDown: [Double]

    /// The replicates that the script generates: a shared part and one of each hypothesis, sums of four uniforms.
    var replicates: [[Double]] {
      (0..<count).map { replicate in
        func part(_ first: Int) -> Double {
          (first..<first + 4).reduce(0) { $0 + HashStream.uniform(seed: seed, key: "r\(replicate)", draw: UInt64($1)) }
            - 2
        }
        let common = part(0)
        return statistics.indices.map { shared * common + part(100 * ($0 + 1)) }
      }
    }
  }

  @Test func agrees() throws {
    for example in try OracleTable.cases("max_t", as: Case.self) {
      let maxT = MaxT(replicates: example.replicates, alternative: try #require(Alternative(rawValue: example.side)))
      #expect(maxT.adjusted(example.statistics, .singleStep) == example.singleStep, "\(example.seed) \(example.side)")
      #expect(maxT.adjusted(example.statistics, .stepDown) == example.stepDown, "\(example.seed) \(example.side)")
    }
  }

  static func random(_ random: inout SeededRandom) -> (replicates: [[Double]], statistics: [Double]) {
    let count = random.integer(1...6)
    let replicates = (0..<random.integer(1...80)).map { _ in (0..<count).map { _ in random.normal() } }
    return (replicates, (0..<count).map { _ in random.normal() * 2 })
  }

  @Test func stepDownRejectsAtLeastAsMuchAndKeepsTheOrder() throws {
    var random = SeededRandom(seed: 91)
    for _ in 0..<500 {
      let (replicates, statistics) = Self.random(&random)
      let maxT = MaxT(replicates: replicates)
      let single = try maxT.adjusted(statistics, .singleStep).map { try #require($0) }
      let down = try maxT.adjusted(statistics, .stepDown).map { try #require($0) }
      for i in statistics.indices {
        let alone = replicates.count { abs($0[i]) >= abs(statistics[i]) }
        let raw = Double(1 + alone) / Double(replicates.count + 1)
        #expect(raw <= down[i] && down[i] <= single[i] && single[i] <= 1)
        for j in statistics.indices where abs(statistics[i]) >= abs(statistics[j]) {
          #expect(down[i] <= down[j] && single[i] <= single[j])
        }
      }
    }
  }

  @Test func theOrderOfTheFamilyDoesNotMatter() {
    var random = SeededRandom(seed: 92)
    for _ in 0..<300 {
      let (replicates, statistics) = Self.random(&random)
      let order = statistics.indices.shuffled(using: &random)
      for test in StepwiseTest.allCases {
        let adjusted = MaxT(replicates: replicates).adjusted(statistics, test)
        let other = MaxT(replicates: replicates.map { row in order.map { row[$0] } })
        #expect(other.adjusted(order.map { statistics[$0] }, test) == order.map { adjusted[$0] })
      }
    }
  }

  @Test func untestedHypothesesCount() {
    let maxT = MaxT(replicates: [[1, 5], [1, 0], [3, 0]])
    #expect(maxT.adjusted([2, nil], .stepDown) == [0.75, nil])
    #expect(maxT.adjusted([2, 4], .stepDown) == [0.5, 0.5])
  }

  @Test func whatIsNoNumberIsExtreme() {
    #expect(MaxT(replicates: [[.nan], [1]]).adjusted([2], .singleStep) == [2 / 3.0])
    #expect(MaxT(replicates: [[.nan], [1]], alternative: .less).adjusted([-2], .singleStep) == [2 / 3.0])
  }
}
