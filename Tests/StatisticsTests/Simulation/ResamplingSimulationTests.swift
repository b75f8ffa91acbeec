import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// How often resampling misses the truth in skewed data.
  @Suite(.slow) struct ResamplingSimulationTests {
    /// Exponential outcomes, 40 units against 60: both tails of the bootstrap-t are near their 2.5 %.
    @Test func bootstrapOfSkewedMeans() async {
      let random = RandomStream(seed: 2026)
      let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      var experiment: UInt64 = 0
      let rates = await ErrorRates("bootstrap-t, exponential, 40 and 60", replicates: 300, truth: 0) {
        experiment += 1
        let cells = [40, 60].map { count in
          let units = (0..<count).map { CounterHash.mix(CounterHash.mix(experiment) ^ UInt64(count + $0)) }
          return ReplicateRows(units: units, rows: (0..<count).map { _ in [random.exponential()] }, dimension: 1)
        }
        return try? Bootstrap.run(cells: cells, seed: experiment, count: 199) { cells throws(NotEstimable) in
          try F3Bootstrap.comparison(.mean, cells)
        }.interval(on: .absolute, level)
      }
      #expect(rates.undefined == 0 && ErrorRates.band(0.05, 300).contains(rates.missed))
    }

    /// Equal means, unequal variances and sizes: the studentized test keeps its level where the bare one does not.
    @Test func randomizationOfUnequalVariances() async throws {
      let random = RandomStream(seed: 2027)
      let labels = (0..<40).map { $0 < 10 }
      var (rejected, bare) = (0, 0)
      let runs = 300
      for run in 0..<runs {
        if run % 50 == 0 { await Task.yield() }
        let rows = labels.map { [random.normal() * ($0 ? 3 : 1)] }
        let test = try RandomizationTest(
          rows: rows, isVariant: labels, functional: .mean, draws: 199, seed: UInt64(run))
        rejected += test.pValue(.twoSided) <= 0.05 ? 1 : 0
        let sum = try RandomizationTest(isVariant: labels, draws: 199, seed: UInt64(run)) { labels in
          let means = [true, false].map { label in
            zip(rows, labels).reduce(0.0) { $0 + ($1.1 == label ? $1.0[0] : 0) } / (label ? 10 : 30)
          }
          return means[0] - means[1]
        }
        bare += sum.pValue(.twoSided) <= 0.05 ? 1 : 0
      }
      print("randomization, unequal variances: \(runs) runs, studentized \(rejected), bare \(bare)")
      // A Welch statistic with ten units in the wide variant is only asymptotically at its level.
      #expect(Double(rejected) / Double(runs) < 0.09 && Double(bare) / Double(runs) > 0.15)
    }
  }
}
