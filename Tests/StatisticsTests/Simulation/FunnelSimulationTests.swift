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
  /// How often some interval of the steps of a funnel misses, where all shall hold together with 95 %.
  @Suite(.slow) struct FunnelSimulationTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    static let replicates = 2000

    /// ℓ of each step, from the reach of each variant.
    private static func truths(_ control: [Double], _ variant: [Double]) -> [Double] {
      (1..<control.count).map { (step: Int) -> Double in
        let rates = [control, variant].map { reach in reach[step] / reach[step - 1] }
        return log(rates[1] / rates[0])
      }
    }

    /// The intervals of each step by itself, of all steps together, and of the whole.
    ///
    /// - Parameter isExact: whether the joint distribution of the steps is known; Šidák's inequality errs on the careful side.
    private func check(
      _ name: String, truths: [Double], isExact: Bool, _ experiment: () -> FunnelDecomposition?
    ) async {
      var (single, together, bases) = (truths.map { _ in 0 }, 0, Set<String>())
      let total = await ErrorRates(name, replicates: Self.replicates, truth: truths.reduce(0, +)) {
        guard let funnel = experiment(), funnel.steps.count == truths.count else { return nil }
        for (index, step) in funnel.steps.enumerated() {
          if let interval = try? step.logInterval(Self.threshold), !interval.contains(truths[index]) {
            single[index] += 1
          }
        }
        guard let isMissed = Self.misses(funnel, truths, &bases) else { return nil }
        together += isMissed ? 1 : 0
        return try? funnel.total.logInterval(Self.threshold)
      }
      let n = Double(Self.replicates)
      let rates = single.map { Double($0) / n }
      print("\(name): steps \(rates), some of the simultaneous \(Double(together) / n) (\(bases.sorted()))")
      let band = ErrorRates.band(0.05, Self.replicates)
      #expect(total.undefined == 0 && band.contains(total.missed), "\(total)")
      #expect(rates.allSatisfy(band.contains), "\(rates)")
      #expect(Double(together) / n <= band.upperBound && (!isExact || Double(together) / n >= band.lowerBound))
    }

    /// Whether some of the intervals that hold together misses; nil where there are none.
    ///
    /// They are as wide as one alone at least, and as Bonferroni's at most: only what lies between needs the quadrature.
    private static func misses(_ funnel: FunnelDecomposition, _ truths: [Double], _ bases: inout Set<String>) -> Bool? {
      let distances = zip(funnel.steps, truths).map { abs($0.logRatio - $1) / $0.standardError }
      let farthest = distances.max() ?? 0
      let freedom = funnel.steps.map(\.degreesOfFreedom)
      let least = threshold.criticalValue(degreesOfFreedom: freedom.max() ?? .infinity, variance: 0)
      let most = fixedBoundary(alpha: 0.05 / Double(truths.count), alternative: .twoSided)
        .criticalValue(degreesOfFreedom: freedom.min() ?? .infinity, variance: 0)
      if farthest < 0.999 * least { return false }
      if farthest > 1.001 * most { return true }
      guard let wide = try? funnel.simultaneousCriticalValue(alpha: 0.05) else { return nil }
      bases.insert(wide.basis.rawValue)
      return farthest > wide.criticalValue
    }

    @Test func independentUnits() async {
      let stream = RandomStream(seed: 4101)
      let rates = [[0.3, 0.4, 0.5, 0.6], [0.34, 0.38, 0.5, 0.66]]
      func arm(_ rates: [Double]) -> Moments {
        var reach: [Int] = []
        for rate in rates { reach.append(stream.binomial(trials: reach.last ?? 1500, probability: rate)) }
        return Moments(nested: reach, trials: 1500)
      }
      await check("funnel of units", truths: (0..<4).map { log(rates[1][$0]) - log(rates[0][$0]) }, isExact: true) {
        try? FunnelDecomposition(StratifiedMoments(arms: rates.map(arm)), control: 0, variant: 1)
      }
    }

    /// A covariate that moves the first two steps, with slopes of their own in each variant.
    @Test func aCovariate() async {
      let stream = RandomStream(seed: 4102)
      func rates(_ arm: Int, _ x: Int) -> [Double] {
        arm == 0
          ? [0.3 + 0.1 * Double(x), 0.5 + 0.1 * Double(x), 0.6]
          : [0.4 + 0.08 * Double(x), 0.45 + 0.12 * Double(x), 0.6]
      }
      func reach(_ arm: Int) -> [Double] {
        let all = (0..<4).map { x in
          rates(arm, x).reduce(into: [Double]()) { $0.append(($0.last ?? 1) * $1) }
        }
        return [1] + (0..<3).map { step in all.reduce(0) { $0 + $1[step] } / 4 }
      }
      let truths = Self.truths(reach(0), reach(1))
      func arm(_ arm: Int) -> Moments {
        // Units with one x and one number of steps are alike.
        var parts: [Moments] = []
        var left = 150
        for x in 0..<4 {
          let units = x == 3 ? left : stream.binomial(trials: left, probability: 1 / Double(4 - x))
          left -= units
          var counts: [Int] = []
          for rate in rates(arm, x) { counts.append(stream.binomial(trials: counts.last ?? units, probability: rate)) }
          parts.append(Moments(nested: counts, trials: units).appending(constants: [Double(x)]))
        }
        return parts.dropFirst().reduce(parts[0], +)
      }
      await check("funnel with a covariate", truths: truths, isExact: false) {
        try? FunnelDecomposition(
          StratifiedMoments(cells: (0...1).map { [arm($0)] }, outcomes: 3), control: 0, variant: 1)
      }
    }

    /// Clusters with a level of their own, which moves all steps and so makes their contributions correlated.
    @Test func clusters() async {
      let stream = RandomStream(seed: 4103)
      // Of levels from 0.2 to 0.5, the mean is 0.35 and the mean square 0.13; sizes do not depend on them.
      let (mean, square) = (0.35, 0.13)
      let (second, other) = (0.3 * mean + square / 2, 1.2 * (0.25 * mean + square / 2))
      let truths = Self.truths([1, mean, second, 0.6 * second], [1, 1.2 * mean, other, 0.5 * other])
      func cluster(_ arm: Int) -> [Double] {
        let units = 8 + stream.poisson(mean: 16)
        let level = 0.2 + 0.3 * stream.uniform()
        let one = stream.binomial(trials: units, probability: arm == 0 ? level : 1.2 * level)
        let two = stream.binomial(trials: one, probability: (arm == 0 ? 0.3 : 0.25) + level / 2)
        let three = stream.binomial(trials: two, probability: arm == 0 ? 0.6 : 0.5)
        return [units, one, two, three].map(Double.init)
      }
      await check("funnel of clusters", truths: truths, isExact: false) {
        let arms = (0...1).map { arm in Moments(rows: (0..<60).map { _ in cluster(arm) }, dimension: 4) }
        return try? FunnelDecomposition(
          StratifiedMoments(arms: arms), exposure: .firstOutcome, control: 0, variant: 1)
      }
    }
  }
}
