import Distributions
import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StatisticalCore {
  /// Error rates of sums and ratios of sums by pairs of days, where days differ, units are skewed and one variant is small.
  @Suite(.slow) struct PairedTotalsSimulationTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    struct Setting: Sendable, CustomTestStringConvertible {
      let name: String
      let days: Int
      /// Mean numbers of units per day.
      let units: (control: Double, variant: Double)
      /// The standard deviation of the logarithm of a unit's amount.
      let spread: Double
      /// That of how a day changes one variant alone.
      let ownDay: Double
      /// How many times as many units a weekend has.
      var weekend = 1.0
      /// The largest share of experiments without an effect in which an interval excludes it, on both sides together.
      var most = 0.06

      var testDescription: String { name }
    }

    static let settings = [
      Setting(name: "two weeks", days: 14, units: (300, 300), spread: 0.5, ownDay: 0),
      Setting(name: "two weeks, days of one variant", days: 14, units: (300, 300), spread: 0.5, ownDay: 0.1),
      Setting(
        name: "two weeks, weekends five times as large", days: 14, units: (120, 120), spread: 0.5, ownDay: 0.1,
        weekend: 5),
      Setting(name: "two weeks, skewed, 90:10", days: 14, units: (450, 50), spread: 1.2, ownDay: 0.05),
      Setting(name: "a month, very skewed", days: 30, units: (150, 150), spread: 1.7, ownDay: 0),
      Setting(name: "eight days, skewed", days: 8, units: (150, 150), spread: 1.2, ownDay: 0.1),
    ]

    /// Amounts and sessions of a variant on a day; `day` is what the day does to both variants.
    private func totals(
      _ setting: Setting, _ units: Double, day: Double, _ stream: RandomStream
    ) -> PairedSample.Counts {
      let own = exp(setting.ownDay * stream.normal())
      let count = max(1, stream.poisson(mean: units))
      var (amounts, sessions) = (0.0, 0.0)
      for _ in 0..<count {
        amounts += day * own * exp(setting.spread * stream.normal())
        sessions += Double(1 + stream.poisson(mean: 1))
      }
      return PairedSample.Counts(successes: amounts, trials: setting.name.hasPrefix("eight") ? sessions : Double(count))
    }

    @Test(arguments: settings) func sumsOfAmounts(setting: Setting) async {
      let stream = RandomStream(seed: 3301)
      for estimand in [Estimand.absolute, .relative] {
        let rates = await ErrorRates("sums by pairs, \(setting.name), \(estimand.rawValue)", replicates: 1000, truth: 0)
        {
          let rows = (0..<setting.days).map { day in
            let level = exp(0.3 * stream.normal())
            let size = day % 7 < 2 ? setting.weekend : 1
            return [setting.units.control, setting.units.variant].map {
              totals(setting, $0 * size, day: level, stream)
            }
          }
          let sample = PairedSample(rows, variants: 2, areProbabilities: false, countsTrials: false)
          let estimate = PairedTotals().estimate(sample, Contrast(control: 0, variant: 1))
          return try? estimate.interval(on: estimand, alternative: .twoSided, Self.threshold)
        }
        #expect(rates.undefined == 0 && rates.missed <= setting.most, "\(rates)")
      }
    }
  }
}
