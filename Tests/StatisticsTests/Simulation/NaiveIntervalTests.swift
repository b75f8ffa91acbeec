import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Shortcuts that other tools take, beside what stands in their place: the same simulated experiments, both answers.
  @Suite(.slow) struct NaiveIntervalTests {
    private static let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    private static let c = 1.959_963_984_540_054

    /// An interval of the difference divided by the control's mean takes that mean as known. At +202 % its error is
    /// √((σ₁² + σ₀²)/(σ₁² + 3.02²σ₀²)) = 0.569 of the true one, so it covers in 2Φ(1.96·0.569) − 1 = 73.6 % of experiments.
    @Test func aLiftIsNotADifferenceOverTheControlMean() async throws {
      let (trials, p0, p1, replicates) = (20_000, 0.02, 0.0604, 4000)
      let stream = RandomStream(seed: 202)
      var pairs: [(naive: Interval?, score: Interval?)] = []
      for _ in 0..<replicates {
        let counts = try ScoreCounts(
          controlSuccesses: stream.binomial(trials: trials, probability: p0), controlTrials: trials,
          variantSuccesses: stream.binomial(trials: trials, probability: p1), variantTrials: trials)
        let (zero, one, n) = (counts.p0, counts.p1, Double(trials))
        let half = Self.c * (zero * (1 - zero) / n + one * (1 - one) / n).squareRoot()
        pairs.append(
          (
            Interval((one - zero - half) / zero, (one - zero + half) / zero),
            try Estimate(counts).interval(on: .relative, alternative: .twoSided, Self.level)
          ))
      }
      var rest = pairs[...]
      let naive = await ErrorRates("difference over control mean", replicates: replicates, truth: 2.02) {
        rest.popFirst()?.naive
      }
      rest = pairs[...]
      let ours = await ErrorRates("score interval of the ratio", replicates: replicates, truth: 2.02) {
        rest.popFirst()?.score
      }
      #expect(ErrorRates.band(1 - 0.736, replicates).contains(naive.missed), "\(naive)")
      #expect(ErrorRates.band(0.05, replicates).contains(ours.missed), "\(ours)")
    }

    /// The same of means: Fieller's interval against the interval of the difference over the control's mean.
    @Test func aLiftOfMeansIsNotADifferenceOverTheControlMean() async {
      let (units, replicates) = (400, 3000)
      let stream = RandomStream(seed: 203)
      var pairs: [(naive: Interval?, fieller: Interval?)] = []
      for _ in 0..<replicates {
        var (zero, one) = (RunningSums(), RunningSums())
        for _ in 0..<units {
          zero.add(stream.exponential())
          one.add(3.02 * stream.exponential())
        }
        let estimate = DeltaMethod(.mean).estimate(control: zero.mean, variant: one.mean)
        let difference = try? estimate.interval(on: .absolute, alternative: .twoSided, Self.level)
        let mean = zero.mean.mean[0]
        pairs.append(
          (
            difference.map { Interval($0.lower / mean, $0.upper / mean) },
            try? estimate.interval(on: .relative, alternative: .twoSided, Self.level)
          ))
      }
      var rest = pairs[...]
      let naive = await ErrorRates("difference of means over control mean", replicates: replicates, truth: 2.02) {
        rest.popFirst()?.naive
      }
      rest = pairs[...]
      let ours = await ErrorRates("Fieller", replicates: replicates, truth: 2.02) { rest.popFirst()?.fieller }
      // √((9.12 + 1)/(9.12 + 9.12)) = 0.745 of the true error: 85.6 %.
      #expect(ErrorRates.band(1 - 0.856, replicates).contains(naive.missed), "\(naive)")
      #expect(ErrorRates.band(0.05, replicates).contains(ours.missed), "\(ours)")
    }

    /// One variance for both variants lets the large one speak for the small one: at 90/10 and twice the standard deviation in
    /// the small variant the pooled error is 0.593 of the true one, which rejects 2(1 − Φ(1.96·0.593)) = 24.5 % of equal means.
    @Test func unequalVariancesAreNotPooled() async {
      let (many, few, replicates) = (900, 100, 2000)
      let stream = RandomStream(seed: 910)
      var pairs: [(pooled: Interval, welch: Interval?)] = []
      for _ in 0..<replicates {
        var (zero, one) = (RunningSums(), RunningSums())
        for _ in 0..<many { zero.add(10 + stream.normal()) }
        for _ in 0..<few { one.add(10 + 2 * stream.normal()) }
        let (control, variant) = (zero.mean, one.mean)
        let squares = control.products[0, 0] + variant.products[0, 0]
        let half = Self.c * (squares / Double(many + few - 2) * (1 / Double(many) + 1 / Double(few))).squareRoot()
        let difference = variant.mean[0] - control.mean[0]
        let estimate = DeltaMethod(.mean).estimate(control: control, variant: variant)
        pairs.append(
          (
            Interval(difference - half, difference + half),
            try? estimate.interval(on: .absolute, alternative: .twoSided, Self.level)
          ))
      }
      var rest = pairs[...]
      let pooled = await ErrorRates("pooled variance at 90/10", replicates: replicates, truth: 0) {
        rest.popFirst()?.pooled
      }
      rest = pairs[...]
      let ours = await ErrorRates("Welch at 90/10", replicates: replicates, truth: 0) { rest.popFirst()?.welch }
      #expect(ErrorRates.band(0.245, replicates).contains(pooled.missed), "\(pooled)")
      #expect(ErrorRates.band(0.05, replicates).contains(ours.missed), "\(ours)")
    }

    /// Nothing is known of a variant whose few units are all alike: a comparison that takes its mean as known would reject 63 %
    /// of experiments without a difference (decision 0015).
    @Test func aVariantWithoutTheRareEventIsNotKnownExactly() async {
      let replicates = 3000
      let stream = RandomStream(seed: 380)
      var answers: [(naive: Interval, ours: Interval?)] = []
      for _ in 0..<replicates {
        let (x, y) = (stream.binomial(trials: 380, probability: 0.02), stream.binomial(trials: 20, probability: 0.02))
        let (control, variant) = (Moments(successes: x, trials: 380), Moments(successes: y, trials: 20))
        let variances = [control, variant].map { $0.products[0, 0] / Double($0.count * ($0.count - 1)) }
        let half = Self.c * (variances[0] + variances[1]).squareRoot()
        let difference = variant.mean[0] - control.mean[0]
        let estimate = DeltaMethod(.mean).estimate(control: control, variant: variant)
        answers.append(
          (
            Interval(difference - half, difference + half),
            try? estimate.interval(on: .absolute, alternative: .twoSided, Self.level)
          ))
      }
      var rest = answers[...]
      let naive = await ErrorRates("a constant mean as known", replicates: replicates, truth: 0) {
        rest.popFirst()?.naive
      }
      rest = answers[...]
      let ours = await ErrorRates("a constant mean refused", replicates: replicates, truth: 0) { rest.popFirst()?.ours }
      #expect(naive.missed > 0.55, "\(naive)")
      #expect(ours.missed < 0.05 && ours.undefined > 0.6, "\(ours)")
    }
  }
}
