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
  /// Coverage of what is estimated with censoring, over the steps of a funnel, and along a dose.
  @Suite(.slow) struct ModelSimulationTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    static let replicates = 1500

    /// Exponential times with uniform censoring; a third is censored.
    private func table(_ count: Int, rate: Double, _ stream: RandomStream) -> EventTable? {
      let rows = (0..<count).map { _ in
        let (time, watched) = (stream.exponential() / rate, 1 + 3 * stream.uniform())
        return (time: min(time, watched), isEvent: time <= watched)
      }
      return try? EventTable(rows: rows)
    }

    @Test(arguments: [(1.0, 1.0), (1.0, 0.6)]) func restrictedMeansAndHazardRatios(rates: (Double, Double)) async {
      let horizon = 1.5
      func mean(_ rate: Double) -> Double { (1 - exp(-rate * horizon)) / rate }
      let stream = RandomStream(seed: 4091)
      var (hazards, survival, tests) = (0, 0, 0)
      let truth = mean(rates.1) - mean(rates.0)
      let missed = await ErrorRates("restricted means \(rates)", replicates: Self.replicates, truth: truth) {
        guard let zero = table(120, rate: rates.0, stream), let one = table(120, rate: rates.1, stream) else {
          return nil
        }
        if let interval = try? CoxRegression(control: zero, variant: one).interval(Self.threshold) {
          hazards += interval.contains(rates.1 / rates.0) ? 0 : 1
        }
        if let interval = try? KaplanMeier(zero).survival(at: 1).interval(Self.threshold) {
          survival += interval.contains(exp(-rates.0)) ? 0 : 1
        }
        tests += ((try? LogRank(control: zero, variant: one).pValue(.twoSided, Self.threshold)) ?? 1) < 0.05 ? 1 : 0
        let joint = SurvivalQuantity.restrictedMean(horizon: horizon).joint([zero, one])
        return (try? joint.evidence(Contrast(control: 0, variant: 1)))
          .flatMap { try? Evidence.normal($0).interval(on: .absolute, Self.threshold) }
      }
      let n = Double(Self.replicates)
      print("Cox \(Double(hazards) / n), survival at 1 \(Double(survival) / n), log-rank rejects \(Double(tests) / n)")
      let band = ErrorRates.band(0.05, Self.replicates)
      #expect(missed.undefined == 0 && band.contains(missed.missed), "\(missed)")
      #expect(band.contains(Double(hazards) / n) && band.contains(Double(survival) / n))
      #expect(rates.0 != rates.1 || band.contains(Double(tests) / n))
    }

    /// Each step's interval misses in 5 %, and some step's of the simultaneous ones in 5 %.
    @Test func contributionsOfFunnelSteps() async {
      let stream = RandomStream(seed: 4092)
      let rates = [[0.3, 0.4, 0.5], [0.33, 0.42, 0.46]]
      func reach(_ rates: [Double]) -> [Int] {
        rates.reduce(into: [2000]) { reach, rate in
          reach.append(stream.binomial(trials: reach[reach.count - 1], probability: rate))
        }
      }
      let truths = (0..<3).map { log(rates[1][$0] / rates[0][$0]) }
      var (single, together) = ([0, 0, 0], 0)
      let total = await ErrorRates("funnel, total", replicates: Self.replicates, truth: truths.reduce(0, +)) {
        guard let funnel = try? FunnelDecomposition(control: reach(rates[0]), variant: reach(rates[1])),
          let wide = try? funnel.simultaneousCriticalValue(alpha: 0.05)
        else { return nil }
        var isMissed = false
        for (index, step) in funnel.steps.enumerated() {
          if let interval = try? step.logInterval(Self.threshold), !interval.contains(truths[index]) {
            single[index] += 1
          }
          if let interval = try? step.logInterval(critical: wide.criticalValue), !interval.contains(truths[index]) {
            isMissed = true
          }
        }
        together += isMissed ? 1 : 0
        return try? funnel.total.logInterval(Self.threshold)
      }
      let n = Double(Self.replicates)
      print("funnel: steps \(single.map { Double($0) / n }), any of the simultaneous \(Double(together) / n)")
      let band = ErrorRates.band(0.05, Self.replicates)
      #expect(total.undefined == 0 && band.contains(total.missed), "\(total)")
      #expect(single.allSatisfy { band.contains(Double($0) / n) } && band.contains(Double(together) / n))
    }

    /// Reach of independent clusters with a level of their own, as stacked moments.
    @Test func contributionsOfClusters() async {
      let stream = RandomStream(seed: 4093)
      let replicates = 500
      func clusters() -> Moments {
        Moments(
          rows: (0..<40).map { _ in
            let units = 5 + stream.poisson(mean: 10)
            let level = 0.2 + 0.3 * stream.uniform()
            let one = stream.binomial(trials: units, probability: level)
            let two = stream.binomial(trials: one, probability: 0.3 + level / 2)
            return [Double(units), Double(one), Double(two)]
          }, dimension: 3)
      }
      var steps = [0, 0]
      let total = await ErrorRates("funnel of clusters", replicates: replicates, truth: 0) {
        let moments = StratifiedMoments(arms: [clusters(), clusters()])
        guard let funnel = try? FunnelDecomposition(moments, exposure: .firstOutcome, control: 0, variant: 1) else {
          return nil
        }
        for (index, step) in funnel.steps.enumerated() {
          if let interval = try? step.logInterval(Self.threshold), !interval.contains(0) { steps[index] += 1 }
        }
        return try? funnel.total.logInterval(Self.threshold)
      }
      let band = ErrorRates.band(0.05, replicates)
      #expect(total.undefined == 0 && band.contains(total.missed), "\(total)")
      #expect(steps.allSatisfy { band.contains(Double($0) / Double(replicates)) }, "\(steps)")
    }

    /// Predicted conversion at five seconds over that at one, from trials at four doses.
    @Test func ratiosOfPredictions() async {
      let stream = RandomStream(seed: 4094)
      let doses = [1.0, 2, 3, 5]
      func probability(_ dose: Double) -> Double { 1 / (1 + exp(1.6 + 0.25 * dose)) }
      let truth = probability(5) / probability(1) - 1
      var spline = 0
      let line = await ErrorRates("ratio of predictions", replicates: Self.replicates, truth: truth) {
        let rows = doses.map { dose in
          DoseRow(
            dose: dose, trials: 800, successes: Double(stream.binomial(trials: 800, probability: probability(dose))))
        }
        func interval(_ shape: DoseShape) -> Interval? {
          (try? DoseCurve(rows, shape, .logit, .model).comparison(from: 1, to: 5))
            .flatMap { try? $0.interval(on: .relative, Self.threshold) }
        }
        let bent = (try? RestrictedCubicSpline(quantilesOf: rows.map { ($0.dose, $0.count) })).flatMap {
          interval(.spline($0))
        }
        spline += bent?.contains(truth) == true ? 0 : 1
        return interval(.line)
      }
      print("ratio of predictions, spline: missed \(Double(spline) / Double(Self.replicates))")
      let band = ErrorRates.band(0.05, Self.replicates)
      #expect(line.undefined == 0 && band.contains(line.missed), "\(line)")
      #expect(band.contains(Double(spline) / Double(Self.replicates)))
    }
  }
}
