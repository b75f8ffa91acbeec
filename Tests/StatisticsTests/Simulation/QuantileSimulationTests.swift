import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// How often the intervals of Woodruff and MOVER miss (Methods/quantiles): they cover 0.945 to 0.96 with 50 values in
  /// the tail.
  @Suite(.slow) struct QuantileSimulationTests {
    /// Events of a unit share its level, so a unit is worth less than its events.
    @Test(arguments: [(0.5, 1, false), (0.85, 1, false), (0.5, 3, true)])
    func theIntervalMissesAsOftenAsItSays(probability: Double, events: Int, isAdjusted: Bool) async {
      let stream = RandomStream(seed: 4_5_2026)
      func sample() -> QuantileSample {
        var (units, covariates): ([[Double]], [[Double]]) = ([], [])
        for _ in 0..<400 {
          let level = stream.exponential()
          units.append((0..<events).map { _ in 3 * level + stream.exponential() })
          covariates.append([level])
        }
        return QuantileSample(units, covariates: isAdjusted ? covariates : nil)
      }
      let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let rates = await ErrorRates(
        "quantile \(probability), \(events) events\(isAdjusted ? ", adjusted" : "")", replicates: 400, truth: 0
      ) {
        try? QuantileSample.compare([sample(), sample()], probability)
          .interval(on: .absolute, alternative: .twoSided, threshold)
      }
      #expect(rates.undefined == 0)
      // Conservative by the discreteness of ranks.
      let (low, high) = (
        ErrorRates.band(0.04, rates.replicates).lowerBound, ErrorRates.band(0.055, rates.replicates).upperBound
      )
      #expect((low...high).contains(rates.missed))
    }
  }
}
