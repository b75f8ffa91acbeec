import Statistics
import TestSupport
import Testing

/// What evidence asks of a boundary carries designs whose boundaries depend on the look, or on the variance.
@Suite struct DesignSeamTests {
  static func estimate(_ value: Double, error: Double, degreesOfFreedom: Double = .infinity) throws -> Estimate {
    Estimate(
      try NormalEvidence(
        control: ArmValue(value: 0, variance: 0, degreesOfFreedom: .infinity),
        variant: ArmValue(value: value, variance: error * error, degreesOfFreedom: degreesOfFreedom)))
  }

  /// A repeated interval (Jennison and Turnbull 1989): look 3 of 4, O'Brien and Fleming's boundary.
  @Test func aLookHasItsOwnInterval() throws {
    let design = PlannedLooks(criticalValues: [0.5: 2.963132, 0.75: 2.359044, 1: 2.014090])
    let estimate = try Self.estimate(0.01501111, error: 0.00577350)
    let boundary = try Look(design, at: Information(fraction: 0.75)).boundary(.twoSided, error: 0.05)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, boundary)
    #expect(isClose(interval.lower, 0.00139116, absolute: 2e-8))
    #expect(isClose(interval.upper, 0.02863106, absolute: 2e-8))
    let early = try Look(design, at: Information(fraction: 0.5)).boundary(.twoSided, error: 0.05)
    #expect(try estimate.interval(on: .absolute, alternative: .twoSided, early).contains(0))
  }

  @Test func aLookWithoutABoundaryAnswersNothing() throws {
    let look = Look(PlannedLooks(criticalValues: [1: 1.96]), at: Information(fraction: 0.4))
    let question = HypothesisTest(
      hypothesis: .superiority, estimand: .absolute, null: .value(0, .twoSided), alpha: 0.05)
    let estimate = try Self.estimate(1, error: 0.1)
    #expect(throws: NotEstimable.identifiability) { try question.answer(estimate, at: look) }
    #expect(try question.answer(estimate, at: fixedLook).test.pValue < 1e-9)
  }

  /// The estimate 0.30 with the standard error 0.10, when all that was planned is in.
  @Test func aBoundaryMayDependOnTheVariance() throws {
    let look = Look(NormalMixture(plannedVariance: 0.01), at: .complete)
    let boundary = try look.boundary(.twoSided, error: 0.05)
    let estimate = try Self.estimate(0.3, error: 0.1)
    let interval = try estimate.interval(on: .absolute, alternative: .twoSided, boundary)
    #expect(isClose(interval.lower, -0.003512, absolute: 1e-6) && isClose(interval.upper, 0.603512, absolute: 1e-6))
    let test = try estimate.test(.noDifference, alternative: .twoSided, boundary)
    #expect(isClose(test.pValue, 0.054954, absolute: 1e-6))
    #expect(isClose(boundary.criticalValue(degreesOfFreedom: 20, variance: 0.01), 3.376431, absolute: 1e-6))
    let small = try Self.estimate(0.3, error: 0.1, degreesOfFreedom: 20)
    let p = try small.test(.noDifference, alternative: .twoSided, boundary).pValue
    #expect(isClose(p, 1 / 9.878693, relative: 1e-5))
    // Less information, a boundary farther out.
    for (u, c) in [(0.1, 3.823218), (0.25, 3.251100), (0.5, 3.078663), (1, 3.035122), (4, 3.130968)] {
      #expect(isClose(boundary.criticalValue(degreesOfFreedom: .infinity, variance: 0.01 / u), c, absolute: 1e-6))
    }
  }

  /// A limit is the null value whose p-value is the error, on every scale and of every kind of evidence with one.
  @Test func limitsInvertPValuesWhereTheBoundaryDependsOnTheVariance() throws {
    var random = SeededRandom(seed: 61)
    var compared = 0
    for _ in 0..<100 {
      let plain = try random.normalEvidence()
      let curve = try NormalEvidence(
        control: plain.control, variant: plain.variant, covariance: plain.covariance, freedom: plain.freedom,
        ratioChart: .logarithm)
      let trials = random.integer(50...400)
      let counts = try ScoreCounts(
        controlSuccesses: random.integer(5...45), controlTrials: trials, variantSuccesses: random.integer(5...45),
        variantTrials: trials)
      for evidence in [Evidence.normal(plain), .normal(curve), .scoreCounts(counts)] {
        for estimand in [Estimand.absolute, .relative, .oddsRatio] {
          let planned = random.logUniform(1e-4...1e2)
          let boundary = try Look(NormalMixture(plannedVariance: planned), at: .complete)
            .boundary(.twoSided, error: 0.05)
          guard let interval = try? evidence.interval(on: estimand, boundary) else { continue }
          for limit in [interval.lower, interval.upper] {
            let sign: Double = if case .normal(let own) = evidence, own.control.value < 0 { -1 } else { 1 }
            let null =
              estimand == .relative
              ? NullValue.linear(r: 1 + sign * limit, delta: 0) : NullValue(limit, on: estimand)
            // A limit at the edge of a scale of probabilities is no root.
            let isEdge = if case .scoreCounts = evidence { limit <= -0.999 || limit == 0 } else { false }
            guard limit.isFinite, !isEdge,
              let test = try? evidence.test(null, on: estimand, alternative: .twoSided, boundary)
            else { continue }
            #expect(isClose(test.pValue, 0.05, relative: 1e-4), "\(evidence) \(estimand) \(limit): \(test.pValue)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 500)
  }

  /// Evidence with a distribution of its own uses as much of a tail as a normal statistic may.
  @Test func aTailIsThatOfTheCriticalValue() throws {
    let boundary = try Look(NormalMixture(plannedVariance: 0.01), at: .complete).boundary(.twoSided, error: 0.05)
    // R 4.3: pnorm(3.035122, lower.tail = FALSE).
    #expect(isClose(boundary.tail(variance: 0.01), 0.0012022, relative: 1e-3))
    let tails = TailProbabilities(above: boundary.tail(variance: 0.01), below: 1)
    #expect(isClose(boundary.pValue(tails, .twoSided, variance: 0.01), 0.05, relative: 1e-6))
  }
}
