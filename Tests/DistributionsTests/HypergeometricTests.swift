import Distributions
import TestSupport
import Testing

/// Against binomial coefficients in exact integers.
@Suite struct HypergeometricTests {
  struct Case: Decodable, Sendable {
    let marked: Int
    let unmarked: Int
    let draws: Int
    let count: Int
    let mass: Double
    let lower: Double
    let upper: Double

    var distribution: Hypergeometric { Hypergeometric(marked: marked, unmarked: unmarked, draws: draws) }
  }

  static let relative = 1e-8

  @Test func massesAndTails() throws {
    let cases = try OracleTable.cases("hypergeometric", as: Case.self)
    #expect(cases.count > 70)
    for example in cases {
      let distribution = example.distribution
      #expect(isClose(distribution.mass(at: example.count), example.mass, relative: Self.relative), "\(example)")
      #expect(isClose(distribution.lowerTail(at: example.count), example.lower, relative: Self.relative), "\(example)")
      #expect(isClose(distribution.upperTail(at: example.count), example.upper, relative: Self.relative), "\(example)")
    }
  }

  @Test func aTailIsComparedWithALimit() throws {
    for example in try OracleTable.cases("hypergeometric", as: Case.self) {
      for factor in [0.1, 0.9, 1 - 1e-6, 1 + 1e-6, 1.1, 10] {
        let isAtMost = example.distribution.upperTail(at: example.count, isAtMost: example.upper * factor)
        #expect(isAtMost == (factor > 1), "\(example) \(factor)")
      }
    }
  }

  @Test func theSupportIsAllThatIsPossible() {
    let distribution = Hypergeometric(marked: 4, unmarked: 3, draws: 5)
    #expect(distribution.support == 2...4)
    #expect(distribution.mass(at: 1) == 0 && distribution.mass(at: 5) == 0 && distribution.mass(at: -1) == 0)
    #expect(distribution.lowerTail(at: 1) == 0 && distribution.upperTail(at: 5) == 0)
    #expect(distribution.lowerTail(at: 4) == 1 && distribution.upperTail(at: 2) == 1)
    #expect(!distribution.upperTail(at: 2, isAtMost: 0.999) && distribution.upperTail(at: 5, isAtMost: 0))
  }

  @Test func noCountIsMoreProbableThanTheMode() {
    for marked in 0...7 {
      for unmarked in 0...7 {
        for draws in 0...marked + unmarked {
          let distribution = Hypergeometric(marked: marked, unmarked: unmarked, draws: draws)
          let top = distribution.mass(at: distribution.mode) * (1 + 1e-12)
          #expect(distribution.support.allSatisfy { distribution.mass(at: $0) <= top })
        }
      }
    }
  }
}
