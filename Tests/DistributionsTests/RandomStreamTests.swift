import Distributions
import TestSupport
import Testing

@Suite struct RandomStreamTests {
  static let draws = 40_000

  /// Whether the mean of many draws is within four of its standard errors of the expected mean.
  private func hasMean(_ expected: Double, deviation: Double, _ draw: () -> Double) -> Bool {
    let mean = (0..<Self.draws).reduce(0) { sum, _ in sum + draw() } / Double(Self.draws)
    return abs(mean - expected) <= Tolerance.monteCarloErrors * deviation / Double(Self.draws).squareRoot()
  }

  @Test func repeatsItselfForTheSameSeed() {
    let (one, same, other) = (RandomStream(seed: 5), RandomStream(seed: 5), RandomStream(seed: 6))
    let numbers = (0..<10).map { _ in one.uniform() }
    #expect(numbers == (0..<10).map { _ in same.uniform() })
    #expect(numbers != (0..<10).map { _ in other.uniform() })
  }

  /// The 10,000th output of the generator with seed 5489 is 4123659995 (ISO C++, [rand.predef]).
  @Test func isTheMersenneTwister() {
    let stream = RandomStream(seed: 5489)
    for _ in 1..<10_000 { _ = stream.uniform() }
    #expect(stream.uniform() == 4_123_659_995.0 / 0x1p32)
  }

  @Test func drawsHaveTheirMeans() {
    let stream = RandomStream(seed: 1)
    #expect(hasMean(0.5, deviation: (1.0 / 12).squareRoot()) { stream.uniform() })
    #expect(hasMean(0, deviation: 1) { stream.normal() })
    #expect(hasMean(1, deviation: 1) { stream.exponential() })
    #expect(hasMean(3.5, deviation: 3.5.squareRoot()) { Double(stream.poisson(mean: 3.5)) })
    #expect(hasMean(4, deviation: 2.4.squareRoot()) { Double(stream.binomial(trials: 10, probability: 0.4)) })
  }

  @Test func multinomialCountsAddUpAndFollowTheWeights() {
    let counts = RandomStream(seed: 2).multinomial(total: 100_000, weights: [3, 0, 1])
    #expect(counts.reduce(0, +) == 100_000 && counts[1] == 0)
    #expect(abs(Double(counts[0]) - 75_000) <= Tolerance.monteCarloErrors * 18_750.0.squareRoot())
  }
}
