import Distributions
import TestSupport
import Testing

/// Binomial tails, from GSL and from the table, against sums that mpmath carried out with 40 digits.
@Suite struct BinomialTableTests {
  struct Case: Decodable, Sendable {
    let distribution: String
    let n: Int?
    let p: Double?
    let k: Int?
    let pmf: Double?
    let atMost: Double?
    let above: Double?
  }

  struct Tail {
    let n, k: Int
    let p, mass, atMost, above: Double
  }

  static func tails() throws -> [Tail] {
    try OracleTable.cases("distributions", as: Case.self).filter { $0.distribution == "binomial" }.map { example in
      Tail(
        n: try #require(example.n), k: try #require(example.k), p: try #require(example.p),
        mass: try #require(example.pmf), atMost: try #require(example.atMost), above: try #require(example.above))
    }
  }

  @Test func tailsOfGSL() throws {
    for tail in try Self.tails() {
      let binomial = Binomial(trials: tail.n, probability: tail.p)
      #expect(isClose(binomial.lowerTail(at: tail.k), tail.atMost, relative: 1e-8), "\(tail)")
      #expect(isClose(binomial.upperTail(at: tail.k + 1), tail.above, relative: 1e-8), "\(tail)")
    }
  }

  @Test func tailsOfTheTable() throws {
    for tail in try Self.tails() {
      var table = BinomialTable(trials: tail.n)
      table.fill(probability: tail.p, negligible: 1e-290)
      // What is smaller has been left out.
      #expect(isClose(table.mass(tail.k), tail.mass, relative: 1e-11, absolute: 1e-289), "\(tail)")
      #expect(isClose(table.lowerTail(tail.k), tail.atMost, relative: 1e-11, absolute: 1e-289), "\(tail)")
      #expect(isClose(table.upperTail(tail.k + 1), tail.above, relative: 1e-11, absolute: 1e-289), "\(tail)")
    }
  }

  @Test func refillingForgetsWhatWasThere() {
    var table = BinomialTable(trials: 200)
    table.fill(probability: 0.9, negligible: 1e-20)
    table.fill(probability: 0.1, negligible: 1e-20)
    #expect(table.mass(180) == 0 && table.upperTail(180) == 0 && table.lowerTail(180) == 1)
    #expect(isClose((0...200).map(table.mass).reduce(0, +), 1, relative: 1e-14))
  }

  @Test func atTheEndsNothingVaries() {
    var table = BinomialTable(trials: 5)
    table.fill(probability: 0, negligible: 1e-20)
    #expect(table.range == 0...0 && table.mass(0) == 1 && table.lowerTail(-1) == 0 && table.upperTail(1) == 0)
    table.fill(probability: 1, negligible: 1e-20)
    #expect(table.range == 5...5 && table.mass(5) == 1 && table.lowerTail(4) == 0 && table.upperTail(5) == 1)
    let sure = Binomial(trials: 5, probability: 1)
    #expect(sure.upperTail(at: 5) == 1 && sure.lowerTail(at: 4) == 0 && sure.lowerTail(at: 5) == 1)
    #expect(Binomial(trials: 0, probability: 0.3).upperTail(at: 0) == 1)
  }
}
