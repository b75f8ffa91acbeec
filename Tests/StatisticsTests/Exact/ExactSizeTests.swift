import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The level that a test has: the probability of p ≤ .05 when the proportions are equal, over all tables.
  @Suite(.slow) struct ExactSizeTests {
    static let level = 0.05

    /// The largest probability of rejection over a grid of common proportions.
    private func size(_ test: ExactProportionTest, _ n1: Int, _ n0: Int, _ alternative: Alternative) throws -> Double {
      var rejected: [(Int, Int)] = []
      for x1 in 0...n1 {
        for x0 in 0...n0 {
          let counts = try ScoreCounts(
            controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1)
          if try test.pValue(counts: counts, alternative: alternative).p <= Self.level { rejected.append((x1, x0)) }
        }
      }
      let (ways1, ways0) = (Self.ways(n1), Self.ways(n0))
      return (1..<1000).map { step in
        let p = Double(step) / 1000
        let (powers, failures) = (Self.powers(p, n1 + n0), Self.powers(1 - p, n1 + n0))
        return rejected.reduce(0) { sum, table in
          let total = table.0 + table.1
          return sum + ways1[table.0] * ways0[table.1] * powers[total] * failures[n1 + n0 - total]
        }
      }.reduce(0, max)
    }

    private static func ways(_ n: Int) -> [Double] {
      (0..<n).reduce(into: [1.0]) { $0.append($0[$1] * Double(n - $1) / Double($1 + 1)) }
    }

    private static func powers(_ base: Double, _ count: Int) -> [Double] {
      (0..<count).reduce(into: [1.0]) { powers, index in powers.append(powers[index] * base) }
    }

    /// The side `less` is `greater` of exchanged variants, as another test says.
    @Test(arguments: [Alternative.twoSided, .greater]) func exactTestsKeepTheirLevel(alternative: Alternative) throws {
      for (n1, n0) in alternative == .twoSided ? [(6, 6), (10, 7), (12, 12)] : [(6, 6), (7, 9)] {
        let fisher = try size(.fisher, n1, n0, alternative)
        let boschloo = try size(.boschloo, n1, n0, alternative)
        let barnard = try size(.barnard, n1, n0, alternative)
        for size in [fisher, boschloo, barnard] {
          #expect(size > 0 && size <= Self.level + 1e-9, "\(n1) \(n0) \(alternative): \(size)")
        }
        if alternative == .greater { #expect(boschloo >= fisher, "\(n1) \(n0)") }
      }
    }

    /// Its average is right, its maximum is not: mid-p is no guarantee.
    @Test func midPMayExceedItsLevel() throws {
      let sizes = try (6...12).map { try size(.midP, $0, $0, .twoSided) }
      #expect(sizes.contains { $0 > Self.level } && sizes.allSatisfy { $0 < 1.5 * Self.level }, "\(sizes)")
    }
  }
}
