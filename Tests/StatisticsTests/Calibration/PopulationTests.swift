import Calibration
import Distributions
import Statistics
import TestSupport
import Testing

/// What the simulated units are like, against the moments that textbooks give.
@Suite struct PopulationTests {
  struct Expectation: Sendable {
    let population: any Population
    let mean: Double
    let variance: Double
  }

  /// Mean and variance in closed form; (e^σ² − 1)e^σ² for a lognormal number, and E[x²] − E[x]² for a mixture.
  static let expectations = [
    Expectation(population: Bernoulli(probability: 0.3), mean: 0.3, variance: 0.21),
    Expectation(population: PoissonCounts(mean: 1), mean: 1, variance: 1),
    Expectation(population: Exponential(mean: 2), mean: 2, variance: 4),
    Expectation(population: LogNormal(sigma: 0.5), mean: 1.1331484530668263, variance: 0.3646958540123866),
    // 0.1·e^0.5, 0.1·e² − 0.01·e.
    Expectation(
      population: ZeroInflated(share: 0.1, sigma: 1), mean: 0.16487212707001283, variance: 0.7117227915921196),
  ]

  @Test(arguments: expectations) func meanAndVarianceAreThoseOfTheDistribution(expected: Expectation) {
    let count = 200_000
    let stream = RandomStream(seed: 5)
    #expect(abs(expected.population.mean - expected.mean) < 1e-12)
    let quick = expected.population.values(count, stream).moments
    var sums = ValueSums()
    for _ in 0..<count { sums.add(expected.population.draw(stream)) }
    let error = (expected.variance / Double(count)).squareRoot()
    for moments in [quick, sums.moments] {
      #expect(moments.count == count)
      #expect(abs(moments.mean[0] - expected.mean) < 4 * error)
      #expect(abs(moments.products[0, 0] / Double(count) - expected.variance) < 0.1 * expected.variance)
    }
  }

  @Test(arguments: expectations) func aLiftMultipliesTheMean(expected: Expectation) {
    let lifted = expected.population.lifted(by: 0.2)
    #expect(abs(lifted.mean - 1.2 * expected.mean) < 1e-12)
    let moments = lifted.values(200_000, RandomStream(seed: 6)).moments
    #expect(abs(moments.mean[0] - 1.2 * expected.mean) < 5 * (1.44 * expected.variance / 200_000).squareRoot())
  }

  @Test func sumsOfValuesAreTheirMoments() {
    let values = [0.0, 0, 3.5, 1.25, 7, 2, 2]
    var sums = ValueSums()
    sums.add(0, times: 2)
    sums.add(2, times: 2)
    for value in [3.5, 1.25, 7] { sums.add(value) }
    expectClose(sums.moments, Moments(values: values))
    var equal = ValueSums()
    equal.add(3, times: 20)
    #expect(equal.moments.products[0, 0] == 0)
    #expect(ValueSums().moments.count == 0)
  }

  @Test func sumsOfTotalsAreTheirMoments() {
    let groups = [(1.0, [0.5, 2, 0]), (2, [1, 1.5]), (4, [3, 0])]
    var sums = TotalSums()
    for (sessions, values) in groups {
      var group = ValueSums()
      for value in values { group.add(value) }
      sums.add(group, sessions: sessions)
    }
    let rows = groups.flatMap { sessions, values in values.map { [$0 * sessions, sessions] } }
    expectClose(sums.moments, Moments(rows: rows, dimension: 2))
  }

  /// Sessions have the mean 3 and the variance 2, and the ratio of the totals the mean of the population.
  @Test func totalsOfSessions() {
    let moments = Sessions.totals(of: Exponential(mean: 2), 200_000, RandomStream(seed: 7)).moments
    #expect(moments.count == 200_000)
    #expect(abs(moments.mean[1] - 3) < 4 * (2.0 / 200_000).squareRoot())
    #expect(abs(moments.products[1, 1] / 200_000 - 2) < 0.05)
    #expect(abs(moments.mean[0] / moments.mean[1] - 2) < 0.03)
  }

  private func expectClose(_ left: Moments, _ right: Moments, location: SourceLocation = #_sourceLocation) {
    #expect(left.count == right.count, sourceLocation: location)
    let dimension = left.dimension
    for i in 0..<dimension {
      #expect(abs(left.mean[i] - right.mean[i]) < 1e-12, sourceLocation: location)
      for j in 0..<dimension {
        #expect(abs(left.products[i, j] - right.products[i, j]) < 1e-10, sourceLocation: location)
        for k in 0..<dimension {
          let (one, other) = (left.cubes?[i, j, k] ?? .nan, right.cubes?[i, j, k] ?? .nan)
          #expect(abs(one - other) < 1e-9, sourceLocation: location)
          for l in 0..<dimension {
            let (one, other) = (left.quartics?[i, j, k, l] ?? .nan, right.quartics?[i, j, k, l] ?? .nan)
            #expect(abs(one - other) < 1e-8, sourceLocation: location)
          }
        }
      }
    }
  }
}
