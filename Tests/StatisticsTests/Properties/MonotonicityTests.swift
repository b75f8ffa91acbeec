import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Intervals contain their estimate and widen with the level.
  @Suite struct MonotonicityTests {
    private func check(_ estimate: Estimate, _ estimand: Estimand, _ alternative: Alternative, _ alphas: [Double]) {
      var inner: Interval?
      for alpha in alphas.sorted(by: >) {
        let threshold = fixedBoundary(alpha: alpha, alternative: alternative)
        guard let interval = try? estimate.interval(on: estimand, alternative: alternative, threshold) else {
          inner = nil
          continue
        }
        if let value = try? estimate.value(on: estimand) {
          let slack = 1e-9 * abs(value) + 1e-15
          #expect(interval.lower - slack <= value && value <= interval.upper + slack, "\(estimate) \(estimand)")
        }
        if let inner {
          let (low, high) = (1e-9 * abs(inner.lower), 1e-9 * abs(inner.upper))
          let wider =
            (inner.lower.isInfinite || interval.lower <= inner.lower + low)
            && (inner.upper.isInfinite || interval.upper >= inner.upper - high)
          #expect(wider, "\(estimate) \(estimand) \(alpha): \(interval) \(inner)")
        }
        inner = interval
      }
    }

    /// Once a level leaves no bounded ratio, no higher level has one. With very few degrees of freedom this need not hold: a
    /// higher level can swallow the gap that kept the ratios from being an interval.
    @Test func undefinedLiftsStayUndefined() throws {
      var random = SeededRandom(seed: 81)
      var undefined = 0
      for _ in 0..<2000 {
        let evidence = try random.normalEvidence()
        if min(evidence.control.degreesOfFreedom, evidence.variant.degreesOfFreedom) < 10 { continue }
        let estimate = Estimate(evidence)
        var wasUndefined = false
        for alpha in [0.4, 0.2, 0.1, 0.05, 0.01, 1e-3, 1e-4] {
          let threshold = fixedBoundary(alpha: alpha, alternative: .twoSided)
          let isDefined = (try? estimate.interval(on: .relative, alternative: .twoSided, threshold)) != nil
          #expect(!(wasUndefined && isDefined), "\(estimate) \(alpha)")
          wasUndefined = !isDefined
          undefined += isDefined ? 0 : 1
        }
      }
      #expect(undefined > 500)
    }

    @Test func counts() throws {
      var random = SeededRandom(seed: 82)
      for _ in 0..<500 {
        let estimate = Estimate(try random.scoreCounts())
        let alphas = (0..<4).map { _ in random.alpha() }
        for estimand in Estimand.allCases { check(estimate, estimand, random.alternative(), alphas) }
      }
    }

    @Test func normalValues() throws {
      var random = SeededRandom(seed: 83)
      for _ in 0..<1000 {
        let estimate = Estimate(try random.normalEvidence())
        let alphas = (0..<4).map { _ in random.alpha() }
        for estimand in [Estimand.absolute, .relative] { check(estimate, estimand, random.alternative(), alphas) }
      }
    }

    @Test func oneVariantAlone() throws {
      var random = SeededRandom(seed: 84)
      for _ in 0..<1000 {
        let trials = random.logInteger(1...1_000_000)
        let arm = ArmEvidence.counts(successes: random.successes(of: trials), trials: trials)
        let (narrow, wide) = (
          try arm.interval(fixedBoundary(tail: 0.1)),
          try arm.interval(fixedBoundary(tail: random.logUniform(1e-8...0.09)))
        )
        #expect(wide.lower <= narrow.lower && narrow.upper <= wide.upper && narrow.contains(arm.value))
        #expect(wide.lower >= 0 && wide.upper <= 1 && wide.lower < wide.upper)
      }
    }
  }
}
