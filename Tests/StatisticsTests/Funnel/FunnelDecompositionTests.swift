import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Methods/funnels: the printed figures, what adds up, and what stops.
@Suite struct FunnelDecompositionTests {
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)
  static let example = ([20000, 6000, 2400, 960], [20000, 6300, 2640, 1030])

  /// One row per unit: how far it went, as [reach₁, …, reach_J].
  static func rows(_ counts: [Int]) -> [[Double]] {
    (0..<counts[0]).map { unit in counts.dropFirst().map { unit < $0 ? 1 : 0 } }
  }

  @Test func workedExample() throws {
    let funnel = try FunnelDecomposition(control: Self.example.0, variant: Self.example.1)
    let printed = [
      (".048790", ".015013", "1.05", "1.019553", "1.081356"),
      (".046520", ".021681", "1.047619", "1.004035", "1.093096"),
      ("-.024929", ".034887", ".975379", ".910915", "1.044405"),
    ]
    for (step, expected) in zip(funnel.steps, printed) {
      #expect(printsAs(step.logRatio, expected.0) && printsAs(step.standardError, expected.1))
      let interval = try step.ratioInterval(Self.twoSided)
      #expect(printsAs(step.ratio, expected.2), "\(step.ratio)")
      // The first lower limit is 1.0195535041.
      #expect(isClose(interval.lower, try #require(Double(expected.3)), absolute: 1e-6), "\(interval)")
      #expect(printsAs(interval.upper, expected.4), "\(interval)")
    }
    let total = try funnel.total.ratioInterval(Self.twoSided)
    #expect(printsAs(funnel.total.ratio, "1.072917") && printsAs(funnel.total.standardError, ".043733"))
    #expect(printsAs(total.lower, ".984783") && printsAs(total.upper, "1.168937"))
    #expect(!funnel.isCut && funnel.shares(Self.twoSided) == nil)
    let shares = try #require(funnel.shares(fixedBoundary(tail: 0.2)))
    for (share, expected) in zip(shares, [(".693", ".410"), (".661", ".372"), ("-.354", ".684")]) {
      #expect(printsAs(share.value, expected.0) && printsAs(share.standardError, expected.1), "\(share)")
    }
  }

  /// Layer 1 divides by n − 1 where the binomial form divides by n; nothing else differs.
  @Test func stackedMomentsGiveTheBinomialForm() throws {
    let binomial = try FunnelDecomposition(control: [2000, 600, 240, 96], variant: [1500, 480, 200, 70])
    let moments = StratifiedMoments(
      arms: [[2000, 600, 240, 96], [1500, 480, 200, 70]].map { Moments(rows: Self.rows($0), dimension: 3) })
    let stacked = try FunnelDecomposition(moments, control: 0, variant: 1)
    for (step, expected) in zip(stacked.steps + [stacked.total], binomial.steps + [binomial.total]) {
      #expect(isClose(step.logRatio, expected.logRatio, relative: 1e-10))
      #expect(isClose(step.variance, expected.variance, relative: 1e-3))
      #expect(isClose(step.control, expected.control, relative: 1e-12))
    }
    for j in 0..<3 {
      for k in 0..<j { #expect(abs(stacked.covariance[j, k]) < 1e-12) }
    }
    // Clusters of one unit are units.
    let clusters = StratifiedMoments(
      arms: [[2000, 600, 240, 96], [1500, 480, 200, 70]].map { counts in
        Moments(rows: Self.rows(counts).map { [1] + $0 }, dimension: 4)
      })
    let clustered = try FunnelDecomposition(clusters, exposure: .firstOutcome, control: 0, variant: 1)
    for (step, expected) in zip(clustered.steps + [clustered.total], stacked.steps + [stacked.total]) {
      #expect(isClose(step.logRatio, expected.logRatio, relative: 1e-10))
      #expect(isClose(step.variance, expected.variance, relative: 1e-9))
    }
  }

  /// With covariates, strata and revenue at the end: contributions and their covariances add up to the total's.
  @Test func adjustedContributionsAddUp() throws {
    var random = SeededRandom(seed: 18)
    let cells = (0..<3).map { arm in
      (0..<2).map { stratum in
        Moments(
          rows: (0..<random.integer(60...90)).map { _ in
            let x = Double(random.integer(0...10))
            let one = random.integer(0...19) < 12 + arm + stratum ? 1.0 : 0
            let two = one == 1 && random.integer(0...19) < 8 + Int(x) / 2 ? 1.0 : 0
            return [one, two, two * Double(random.integer(5...50)), x]
          }, dimension: 4)
      }
    }
    let moments = StratifiedMoments(cells: cells, outcomes: 3)
    let funnel = try FunnelDecomposition(moments, control: 0, variant: 2)
    #expect(isClose(funnel.steps.reduce(0) { $0 + $1.logRatio }, funnel.total.logRatio, relative: 1e-10))
    let sum = (0..<3).reduce(0.0) { sum, j in sum + (0..<3).reduce(0) { $0 + funnel.covariance[j, $1] } }
    #expect(isClose(sum, funnel.total.variance, relative: 1e-9))
    // The total is the ratio of the adjusted means of the last outcome.
    let last = StratifiedMoments(cells: cells.map { $0.map { $0.coordinates([2, 3]) } }, outcomes: 1)
    let ratio = try LogRatio(try DeltaMethod(.mean).joint(last).evidence(Contrast(control: 0, variant: 2)))
    #expect(isClose(funnel.total.logRatio, ratio.estimate, relative: 1e-9))
    #expect(isClose(funnel.total.standardError, ratio.standardError, relative: 1e-9))
    #expect(isClose(funnel.total.degreesOfFreedom, ratio.degreesOfFreedom, relative: 1e-9))
    let shares = try #require(funnel.shares(fixedBoundary(tail: 0.499)))
    #expect(isClose(shares.reduce(0) { $0 + $1.value }, 1, relative: 1e-10))
  }

  /// Uncorrelated steps: 1 − (1 − 2Q(c))³ = α.
  @Test func intervalsOfAllStepsHoldTogether() throws {
    let funnel = try FunnelDecomposition(control: Self.example.0, variant: Self.example.1)
    let together = try funnel.simultaneousCriticalValue(alpha: 0.05)
    // qnorm((1 + 0.95^(1/3))/2) in R.
    #expect(together.basis == .maxT && isClose(together.criticalValue, 2.387737887071, relative: 1e-8))
    let (wide, narrow) = (
      try funnel.steps[0].logInterval(critical: together.criticalValue), try funnel.steps[0].logInterval(Self.twoSided)
    )
    #expect(wide.lower < narrow.lower && wide.upper > narrow.upper)
  }

  /// The second step is the covariate itself, so that the first takes away what the second adds.
  @Test func stepsThatMirrorEachOtherCountOnce() throws {
    let arms = (0...1).map { arm in
      Moments(
        rows: (0..<100).map { unit in
          let place = (2 * unit + arm) % 10
          return [place < 9 ? 1 : 0, place < 5 ? 1 : 0, place < 3 ? 1 : 0, place < 5 ? 1 : 0]
        }, dimension: 4)
    }
    let funnel = try FunnelDecomposition(
      StratifiedMoments(cells: arms.map { [$0] }, outcomes: 3), control: 0, variant: 1)
    let together = try funnel.simultaneousCriticalValue(alpha: 0.05)
    // Of two independent statistics with 126.27107 degrees of freedom, by SciPy.
    #expect(together.basis == .maxT && isClose(together.criticalValue, 2.262650095846983, relative: 1e-6))
  }

  @Test func aStepThatNobodyReachedEndsTheList() throws {
    let funnel = try FunnelDecomposition(control: [100, 40, 10, 2], variant: [100, 50, 12, 0])
    #expect(funnel.isCut && funnel.steps.count == 2 && funnel.stepsAsked == 3)
    #expect(isClose(funnel.total.logRatio, log(1.2), relative: 1e-12))
    #expect(throws: NotEstimable.boundary) { try FunnelDecomposition(control: [100, 0], variant: [90, 3]) }
    #expect(throws: NotEstimable.emptyArm) { try FunnelDecomposition(control: [0, 0], variant: [90, 3]) }
    let moments = StratifiedMoments(
      arms: [[100, 40, 10, 2], [100, 50, 12, 0]].map { Moments(rows: Self.rows($0), dimension: 3) })
    let stacked = try FunnelDecomposition(moments, control: 0, variant: 1)
    #expect(stacked.isCut && stacked.steps.count == 2)
    let single = StratifiedMoments(arms: [Moments(row: [1, 1]), Moments(rows: [[1, 1], [1, 0]], dimension: 2)])
    #expect(throws: NotEstimable.tooFew) { try FunnelDecomposition(single, control: 0, variant: 1) }
  }

  @Test func aStepThatEverybodyPassesContributesNothing() throws {
    for funnel in [
      try FunnelDecomposition(control: [100, 40, 40, 20], variant: [90, 45, 45, 12]),
      try FunnelDecomposition(
        StratifiedMoments(
          arms: [[100, 40, 40, 20], [90, 45, 45, 12]].map { Moments(rows: Self.rows($0), dimension: 3) }),
        control: 0, variant: 1),
    ] {
      #expect(funnel.steps[1].logRatio == 0 && funnel.steps[1].variance == 0 && funnel.steps[1].ratio == 1)
      #expect(throws: NotEstimable.noVariation) { try funnel.steps[1].logInterval(Self.twoSided) }
      let two = try FunnelDecomposition(control: [100, 40, 20], variant: [90, 45, 12])
      #expect(
        isClose(
          try funnel.simultaneousCriticalValue(alpha: 0.05).criticalValue,
          try two.simultaneousCriticalValue(alpha: 0.05).criticalValue, relative: 0.02))
    }
    let all = try FunnelDecomposition(control: [10, 10], variant: [9, 9])
    #expect(throws: NotEstimable.noVariation) { try all.simultaneousCriticalValue(alpha: 0.05) }
    #expect(all.shares(Self.twoSided) == nil)
  }
}
