import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// How often resampling misses the truth in skewed data.
  @Suite(.slow) struct ResamplingSimulationTests {
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
