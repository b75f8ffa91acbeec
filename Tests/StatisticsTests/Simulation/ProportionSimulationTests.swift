import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Type I error and coverage of the score intervals of two proportions.
  ///
  /// Fixed seeds; acceptance within three Monte-Carlo standard errors of 5 %
  /// (Methods/numerical-accuracy, "Simulated error rates").
  @Suite(.slow) struct ProportionSimulationTests {
    struct Setting: Sendable, CustomTestStringConvertible {
      let name: String
      let control: (probability: Double, trials: Int)
      let variant: (probability: Double, trials: Int)
      var replicates = 4000

      var testDescription: String { name }

      func truth(_ estimand: Estimand) -> Double {
        let (zero, one) = (control.probability, variant.probability)
        return switch estimand {
        case .absolute: one - zero
        case .relative: one / zero - 1
        case .oddsRatio: one / (1 - one) / (zero / (1 - zero))
        }
      }
    }

    static let settings = [
      Setting(name: "no effect at 2 %", control: (0.02, 1000), variant: (0.02, 1000)),
      Setting(name: "+202 % at 2 %", control: (0.02, 1000), variant: (0.0604, 1000)),
      Setting(name: "+202 % at 2 %, 90/10", control: (0.02, 1800), variant: (0.0604, 200)),
      Setting(name: "+202 % at 2 %, 10/90", control: (0.02, 200), variant: (0.0604, 1800)),
      Setting(name: "no effect at 40 %", control: (0.4, 500), variant: (0.4, 500)),
      Setting(name: "40 % against 46 %", control: (0.4, 500), variant: (0.46, 500)),
      Setting(name: "98 % against 99 %", control: (0.98, 1000), variant: (0.99, 1000)),
    ]

    private func rates(_ setting: Setting, _ estimand: Estimand, seed: UInt64) async -> ErrorRates {
      let stream = RandomStream(seed: seed)
      let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
      let name = "score \(estimand.rawValue), \(setting.name)"
      return await ErrorRates(name, replicates: setting.replicates, truth: setting.truth(estimand)) {
        let counts = try? ScoreCounts(
          controlSuccesses: stream.binomial(trials: setting.control.trials, probability: setting.control.probability),
          controlTrials: setting.control.trials,
          variantSuccesses: stream.binomial(trials: setting.variant.trials, probability: setting.variant.probability),
          variantTrials: setting.variant.trials)
        return counts.flatMap { try? Estimate($0).interval(on: estimand, alternative: .twoSided, threshold) }
      }
    }

    @Test(arguments: settings) func missesTheTruthInFivePercent(setting: Setting) async {
      for (index, estimand) in Estimand.allCases.enumerated() {
        let rates = await rates(setting, estimand, seed: UInt64(1000 + index))
        #expect(ErrorRates.band(0.05, rates.replicates).contains(rates.missed), "\(estimand) \(rates)")
      }
    }
  }
}
