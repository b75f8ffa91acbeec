import Statistics
import TestSupport

extension SeededRandom {
  /// α from one in a million to 0.4.
  mutating func alpha() -> Double { logUniform(1e-6...0.4) }

  mutating func alternative() -> Alternative { element(of: Alternative.allCases) }

  /// Successes of trials: none, all, rare, or any share.
  mutating func successes(of trials: Int) -> Int {
    switch integer(0...9) {
    case 0: 0
    case 1: trials
    case 2, 3: min(trials, integer(0...6))
    case 4: max(0, trials - integer(0...6))
    default: integer(0...trials)
    }
  }

  mutating func scoreCounts(trials: ClosedRange<Int> = 1...1_000_000) throws -> ScoreCounts {
    let (n0, n1) = (logInteger(trials), logInteger(trials))
    return try ScoreCounts(
      controlSuccesses: successes(of: n0), controlTrials: n0, variantSuccesses: successes(of: n1), variantTrials: n1)
  }

  /// Two values whose distance is a few standard errors and whose control is more or less clearly away from zero.
  mutating func normalEvidence(positive: Bool = false, covariance: Bool = true) throws -> NormalEvidence {
    let unit = logUniform(1e-6...1e6)
    let (deviation0, deviation1) = (unit * logUniform(0.1...10), unit * logUniform(0.1...10))
    let zero = deviation0 * logUniform((positive ? 5 : 0.5)...500) * (positive || chance(0.8) ? 1 : -1)
    let ratio = logUniform(0.3...4)
    let one =
      chance(0.1) && !positive
      ? uniform(-3..<3) * deviation1 : max(zero * ratio, positive ? 5 * deviation1 : -.infinity)
    let df0 = chance(0.3) ? Double(integer(1...6)) : logUniform(3...3e6)
    let df1 = chance(0.3) ? Double(integer(1...6)) : logUniform(3...3e6)
    // Values of the same units are correlated and have one number of degrees of freedom.
    let correlation = covariance && chance(0.3) ? uniform(-0.95..<0.95) : 0
    return try NormalEvidence(
      control: ArmValue(value: zero, variance: deviation0 * deviation0, degreesOfFreedom: df0),
      variant: ArmValue(value: one, variance: deviation1 * deviation1, degreesOfFreedom: df1),
      covariance: correlation * deviation0 * deviation1, freedom: correlation == 0 ? .independent : .common(df0))
  }

  /// Rows of a positive outcome and a positive denominator that go together.
  mutating func rows(_ count: Int, dimension: Int = 2, lift: Double = 1) -> [[Double]] {
    (0..<count).map { _ in
      let denominator = Double(integer(1...6))
      let outcome = (denominator * uniform(0.5..<1.5) + uniform()) * lift
      return Array([outcome, denominator, uniform(-1..<1)].prefix(dimension))
    }
  }
}

extension Estimate {
  /// An estimate of given evidence, as an estimator would make it.
  init(_ evidence: NormalEvidence) {
    self.init(
      method: "given", counts: (100, 100), control: .success(.normal(evidence.control)),
      variant: .success(.normal(evidence.variant)), evidence: .success(.normal(evidence)))
  }
}
