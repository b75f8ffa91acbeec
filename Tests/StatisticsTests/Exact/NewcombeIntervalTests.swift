import Statistics
import TestSupport
import Testing

/// Newcombe's hybrid interval against statsmodels.
@Suite struct NewcombeIntervalTests {
  struct Whole: Decodable, Sendable {
    let method: String
    let x1: Int?
    let n1: Int?
    let x0: Int?
    let n0: Int?
    let level: Double
    let lower: Double
    let upper: Double
  }

  struct Effective: Decodable, Sendable {
    let p1: Double
    let n1: Double
    let p0: Double
    let n0: Double
    let level: Double
    let lower: Double
    let upper: Double
  }

  private func isSame(_ interval: Interval, _ lower: Double, _ upper: Double) -> Bool {
    isClose(interval.lower, lower, relative: Tolerance.closedForm, absolute: 1e-15)
      && isClose(interval.upper, upper, relative: Tolerance.closedForm, absolute: 1e-15)
  }

  @Test func wholeCounts() throws {
    let cases = try OracleTable.cases("wilson_newcombe", as: Whole.self).filter { $0.method == "newcombe" }
    #expect(cases.count >= 60)
    for example in cases {
      let (x1, n1) = (try #require(example.x1), try #require(example.n1))
      let (x0, n0) = (try #require(example.x0), try #require(example.n0))
      let counts = try ScoreCounts(controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1)
      let threshold = fixedBoundary(alpha: 1 - example.level, alternative: .twoSided)
      let interval = NewcombeInterval(counts).difference(threshold)
      #expect(isSame(interval, example.lower, example.upper), "\(example): \(interval)")
      let shares = NewcombeInterval(
        control: (counts.p0, Double(n0)), variant: (counts.p1, Double(n1))
      ).difference(threshold)
      #expect(isSame(shares, example.lower, example.upper), "\(example): \(shares)")
    }
  }

  @Test func effectiveNumbersOfTrials() throws {
    for example in try OracleTable.cases("newcombe_effective", as: Effective.self) {
      let newcombe = NewcombeInterval(control: (example.p0, example.n0), variant: (example.p1, example.n1))
      let interval = newcombe.difference(fixedBoundary(alpha: 1 - example.level, alternative: .twoSided))
      #expect(isSame(interval, example.lower, example.upper), "\(example): \(interval)")
    }
  }

  /// The examples of Methods/proportions, and 56/70 against 48/80 as Newcombe (1998) prints it.
  @Test func workedExamples() throws {
    for (x1, n1, x0, n0, lower, upper) in [
      (156, 1480, 120, 1500, "0.004572", "0.046358"), (7, 22, 1, 20, "0.026234", "0.480827"),
      (56, 70, 48, 80, "0.0524", "0.3339"),
    ] {
      let counts = try ScoreCounts(controlSuccesses: x0, controlTrials: n0, variantSuccesses: x1, variantTrials: n1)
      let interval = NewcombeInterval(counts).difference(fixedBoundary(alpha: 0.05, alternative: .twoSided))
      #expect(printsAs(interval.lower, lower) && printsAs(interval.upper, upper), "\(interval)")
    }
  }

  @Test func swappingVariantsMirrorsTheInterval() throws {
    var random = SeededRandom(seed: 91)
    for _ in 0..<500 {
      let one = (share: random.uniform(), effectiveTrials: random.logUniform(0.5...1e7))
      let zero = (share: random.uniform(), effectiveTrials: random.logUniform(0.5...1e7))
      let threshold = fixedBoundary(alpha: random.alpha(), alternative: .twoSided)
      let interval = NewcombeInterval(control: zero, variant: one).difference(threshold)
      let mirror = NewcombeInterval(control: one, variant: zero).difference(threshold)
      #expect(isSame(interval, -mirror.upper, -mirror.lower))
      #expect(interval.contains(one.share - zero.share) && interval.lower >= -1 && interval.upper <= 1)
    }
  }

  /// The example of Methods/proportions, "One variant".
  @Test func wilsonWithAnEffectiveNumber() {
    let level = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    let interval = WilsonInterval(successes: 0.12 * 6600, trials: 6600).limits(level)
    #expect(printsAs(interval.lower, "0.11238035") && printsAs(interval.upper, "0.12806174"))
  }
}
