import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The sample-ratio test does not depend on how the variants are listed or the weights are written.
  @Suite struct SampleRatioRelationTests {
    /// Monte-Carlo p-values of two orders come from different draws.
    private func agree(_ one: SampleRatio, _ other: SampleRatio) -> Bool {
      guard one.method == other.method, one.degreesOfFreedom == other.degreesOfFreedom else { return false }
      if one.method == .monteCarlo {
        let p = max(one.pValue, 1 / Double(SampleRatio.draws))
        let error = (2 * p * (1 - p) / Double(SampleRatio.draws)).squareRoot()
        return abs(one.pValue - other.pValue) <= Tolerance.monteCarloErrors * error + 2 / Double(SampleRatio.draws)
      }
      return isClose(one.pValue, other.pValue, relative: 1e-8)
    }

    @Test func orderAndUnitOfTheWeights() throws {
      var random = SeededRandom(seed: 101)
      var simulated = 0
      for _ in 0..<200 {
        let arms = random.integer(2...5)
        let weights = (0..<arms).map { _ in Double(random.integer(1...9)) }
        // Simulations take a while, so most cases have more units than need one.
        let units = random.chance(0.02) ? 3...20 : arms == 2 ? 3...100_000 : 300...100_000
        let observed = weights.map { weight in Int(Double(random.logInteger(units)) * weight) }
        let result = try #require(SampleRatio(observed: observed, weights: weights))
        if result.method == .monteCarlo {
          simulated += 1
          if simulated > 3 { continue }
        }
        #expect((0...1).contains(result.pValue))
        let order = Array(observed.indices).shuffled(using: &random)
        let shuffled = try #require(
          SampleRatio(observed: order.map { observed[$0] }, weights: order.map { weights[$0] }))
        #expect(agree(shuffled, result), "\(observed) \(weights)")
        let scaled = try #require(SampleRatio(observed: observed, weights: weights.map { $0 * 0.37 }))
        #expect(agree(scaled, result), "\(observed) \(weights)")
        let longer = try #require(SampleRatio(observed: observed + [0], weights: weights + [0]))
        #expect(agree(longer, result) && longer.expectedShares.last == 0, "\(observed) \(weights)")
      }
    }

    @Test func exactSharesAreNoMismatch() throws {
      for (observed, weights) in [([500, 500], [1.0, 1.0]), ([3000, 1000], [3, 1]), ([40, 80, 120], [1, 2, 3])] {
        let result = try #require(SampleRatio(observed: observed, weights: weights))
        #expect(result.pValue == 1 && result.statistic == 0)
      }
    }

    @Test func theSameSeedGivesTheSamePValue() throws {
      let (observed, weights) = ([45, 700, 720], [1.0, 12, 12])
      #expect(SampleRatio(observed: observed, weights: weights) == SampleRatio(observed: observed, weights: weights))
      let other = try #require(SampleRatio(observed: observed, weights: weights, seed: 2))
      #expect(agree(other, try #require(SampleRatio(observed: observed, weights: weights))))
    }

    @Test func withoutARatioThereIsNoTest() {
      #expect(SampleRatio(observed: [0, 0], weights: [1, 1]) == nil)
      #expect(SampleRatio(observed: [5, 0], weights: [1, 0]) == nil)
      #expect(SampleRatio(observed: [5], weights: [1]) == nil)
    }

    @Test func thresholdsDecideTheMethod() throws {
      #expect(try #require(SampleRatio(observed: [500_000, 499_999], weights: [1, 1])).method == .exactBinomial)
      #expect(try #require(SampleRatio(observed: [500_000, 500_000], weights: [1, 1])).method == .chiSquared)
      #expect(try #require(SampleRatio(observed: [470, 471, 471], weights: [1, 1, 1])).method == .exactMultinomial)
      #expect(try #require(SampleRatio(observed: [471, 471, 471], weights: [1, 1, 1])).method == .chiSquared)
      #expect(try #require(SampleRatio(observed: [60, 700, 700], weights: [1, 12, 12])).method == .monteCarlo)
      #expect(try #require(SampleRatio(observed: [10, 10, 1], weights: [1, 1, 0])).method == .forbiddenVariant)
    }
  }
}
