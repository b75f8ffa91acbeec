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
  /// Type I error and coverage of Welch's test and of Fieller's lift.
  @Suite(.slow) struct MeanSimulationTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    private func interval(_ control: RunningSums, _ variant: RunningSums, on estimand: Estimand) -> Interval? {
      let estimate = DeltaMethod(.mean).estimate(control: control.mean, variant: variant.mean)
      return try? estimate.interval(on: estimand, alternative: .twoSided, Self.threshold)
    }

    private func sums(_ count: Int, _ draw: () -> Double) -> RunningSums {
      var sums = RunningSums()
      for _ in 0..<count { sums.add(draw()) }
      return sums
    }

    struct NormalSetting: Sendable {
      let counts: (control: Int, variant: Int)
      let deviations: (control: Double, variant: Double)
    }

    /// Normal data: Welch's test holds its level from a handful of units on, with unequal counts and variances.
    @Test(arguments: [
      NormalSetting(counts: (10, 10), deviations: (1, 1)), NormalSetting(counts: (30, 10), deviations: (1, 3)),
      NormalSetting(counts: (90, 10), deviations: (1, 2)), NormalSetting(counts: (10, 90), deviations: (1, 2)),
      NormalSetting(counts: (500, 500), deviations: (1, 2)),
    ]) func welchOnNormalData(setting: NormalSetting) async {
      let replicates = setting.counts.control >= 500 ? 2000 : 10_000
      let stream = RandomStream(seed: 2001)
      let name = "Welch, normal, n \(setting.counts), sd \(setting.deviations)"
      let rates = await ErrorRates(name, replicates: replicates, truth: 0.3) {
        interval(
          sums(setting.counts.control) { 5 + setting.deviations.control * stream.normal() },
          sums(setting.counts.variant) { 5.3 + setting.deviations.variant * stream.normal() }, on: .absolute)
      }
      #expect(ErrorRates.band(0.05, replicates).contains(rates.missed), "\(rates)")
    }

    @Test func welchOnSkewedDataOfAThousandUnits() async {
      for (counts, label) in [((500, 500), "50/50"), ((900, 100), "90/10")] {
        let stream = RandomStream(seed: 2002)
        let rates = await ErrorRates("Welch, exponential, \(label)", replicates: 2000, truth: 0) {
          interval(
            sums(counts.0) { stream.exponential() }, sums(counts.1) { stream.exponential() }, on: .absolute)
        }
        #expect(ErrorRates.band(0.05, 2000).contains(rates.missed), "\(rates)")
      }
    }

    struct LiftSetting: Sendable {
      let name: String
      /// σ of a lognormal distribution; nil is exponential.
      let sigma: Double?
      let units: Int
      let ratio: Double
      /// Shares of intervals below and above the truth, measured with 20,000 runs (10,000 lognormal).
      let published: (below: Double, above: Double)
      let replicates: Int
    }

    /// The rows of the table in Methods/contrasts, each tail against its printed share.
    static let lifts = [
      LiftSetting(
        name: "exponential, n 20, ratio 1.5", sigma: nil, units: 20, ratio: 1.5, published: (0.0226, 0.0228),
        replicates: 10_000),
      LiftSetting(
        name: "exponential, n 200, ratio 1.5", sigma: nil, units: 200, ratio: 1.5, published: (0.0242, 0.0243),
        replicates: 5000),
      LiftSetting(
        name: "exponential, n 200, ratio 3", sigma: nil, units: 200, ratio: 3, published: (0.0235, 0.0245),
        replicates: 5000),
      LiftSetting(
        name: "lognormal 1.5, n 200, ratio 1.2", sigma: 1.5, units: 200, ratio: 1.2, published: (0.0212, 0.0206),
        replicates: 5000),
      LiftSetting(
        name: "lognormal 1.5, n 1000, ratio 1.2", sigma: 1.5, units: 1000, ratio: 1.2, published: (0.0230, 0.0230),
        replicates: 2000),
    ]

    /// Few heavy-tailed units miss a little less than 2.5 % on each side; what matters is that both sides miss alike.
    @Test(arguments: lifts) func fiellerBalancesItsTails(setting: LiftSetting) async {
      let stream = RandomStream(seed: 2003)
      func draw() -> Double { setting.sigma.map { exp($0 * stream.normal()) } ?? stream.exponential() }
      let rates = await ErrorRates("Fieller, \(setting.name)", replicates: setting.replicates, truth: setting.ratio - 1)
      {
        interval(sums(setting.units, draw), sums(setting.units) { setting.ratio * draw() }, on: .relative)
      }
      let publishedRuns = setting.sigma == nil ? 20_000 : 10_000
      for (rate, published) in [(rates.below, setting.published.below), (rates.above, setting.published.above)] {
        let variance = published * (1 - published)
        let error = (variance / Double(setting.replicates) + variance / Double(publishedRuns)).squareRoot()
        #expect(abs(rate - published) <= 3 * error, "\(setting.name): \(rates)")
      }
    }
  }
}
