import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// A null value lies in the interval exactly when its test does not reject: any level, side, scale and null.
  @Suite struct AgreementTests {
    /// Null values closer to a limit than this, relative to the size of the interval, are left to rounding.
    static let margin = 1e-7

    /// Null values around an interval: inside, outside, and close to its limits.
    private func nulls(_ interval: Interval, estimate: Double, random: inout SeededRandom) -> [Double] {
      let ends = [interval.lower, interval.upper].filter(\.isFinite)
      let width = ends.map { abs($0 - estimate) }.max() ?? 1
      let scale = width > 0 ? width : 1
      var values = [estimate, estimate - 20 * scale, estimate + 20 * scale]
      for end in ends {
        for distance in [1e-6, 1e-3, 0.1, 0.9] { values += [end - distance * scale, end + distance * scale] }
      }
      for _ in 0..<4 { values.append(estimate + scale * random.uniform(-3..<3)) }
      return values
    }

    private func check(
      _ estimate: Estimate, on estimand: Estimand, within domain: ClosedRange<Double>, random: inout SeededRandom
    ) -> Int {
      let (alpha, alternative) = (random.alpha(), random.alternative())
      let threshold = fixedBoundary(alpha: alpha, alternative: alternative)
      guard let interval = try? estimate.interval(on: estimand, alternative: alternative, threshold) else { return 0 }
      let center = (try? estimate.value(on: estimand)) ?? (interval.lower.isFinite ? interval.lower : 0)
      let flips = estimand == .relative && ((try? estimate.control.get().value) ?? 1) < 0
      var checked = 0
      for value in nulls(interval, estimate: center, random: &random) where domain.contains(value) {
        let span = max(abs(center), min(abs(interval.lower), abs(interval.upper)), 1e-300)
        if [interval.lower, interval.upper].contains(where: { abs($0 - value) <= Self.margin * max(abs($0), span) }) {
          continue
        }
        // The lift on a negative control is 1 − θ₁/θ₀.
        let null = flips ? NullValue.linear(r: 1 - value, delta: 0) : NullValue(value, on: estimand)
        guard let test = try? estimate.test(null, on: estimand, alternative: alternative, threshold) else { continue }
        let agrees = interval.contains(value) == (test.pValue >= alpha)
        #expect(agrees, "\(estimate) \(estimand) \(alternative) α \(alpha): \(interval) \(value) p \(test.pValue)")
        checked += 1
      }
      return checked
    }

    @Test func scoreTestsOfCounts() throws {
      var random = SeededRandom(seed: 21)
      var (differences, lifts, odds) = (0, 0, 0)
      for _ in 0..<1000 {
        let estimate = Estimate(try random.scoreCounts())
        differences += check(estimate, on: .absolute, within: -0.999_999...0.999_999, random: &random)
        lifts += check(estimate, on: .relative, within: -0.999_999...1e12, random: &random)
        odds += check(estimate, on: .oddsRatio, within: 1e-12...1e12, random: &random)
      }
      #expect(differences > 10_000 && lifts > 9_000 && odds > 7_000, "\(differences) \(lifts) \(odds)")
    }

    @Test func scoreTestsOfTinyCounts() throws {
      var random = SeededRandom(seed: 22)
      var (differences, lifts, odds) = (0, 0, 0)
      for _ in 0..<1000 {
        let estimate = Estimate(try random.scoreCounts(trials: 1...12))
        differences += check(estimate, on: .absolute, within: -0.999_999...0.999_999, random: &random)
        lifts += check(estimate, on: .relative, within: -0.999_999...1e12, random: &random)
        odds += check(estimate, on: .oddsRatio, within: 1e-12...1e12, random: &random)
      }
      #expect(differences > 8_000 && lifts > 7_000 && odds > 4_000, "\(differences) \(lifts) \(odds)")
    }

    @Test func differencesAndLiftsOfNormalValues() throws {
      var random = SeededRandom(seed: 23)
      var (differences, lifts) = (0, 0)
      for _ in 0..<3000 {
        let estimate = Estimate(try random.normalEvidence())
        let everything = -Double.infinity...Double.infinity
        differences += check(estimate, on: .absolute, within: everything, random: &random)
        lifts += check(estimate, on: .relative, within: everything, random: &random)
      }
      #expect(differences > 10_000 && lifts > 10_000)
    }

    /// The critical value changes along the interval where one variant has few degrees of freedom.
    @Test func liftsWithFewDegreesOfFreedom() throws {
      var random = SeededRandom(seed: 24)
      var checked = 0
      for _ in 0..<3000 {
        let (zero, one) = (random.logUniform(3...300), random.logUniform(3...300))
        let evidence = try NormalEvidence(
          control: ArmValue(value: zero, variance: 1, degreesOfFreedom: Double(random.integer(1...5))),
          variant: ArmValue(
            value: one, variance: random.logUniform(0.01...100), degreesOfFreedom: random.logUniform(1...1e5)))
        let everything = -Double.infinity...Double.infinity
        checked += check(Estimate(evidence), on: .relative, within: everything, random: &random)
      }
      #expect(checked > 5_000)
    }

    @Test func oddsRatiosOfNormalValues() throws {
      var random = SeededRandom(seed: 25)
      var checked = 0
      for _ in 0..<500 {
        func arm() -> ArmValue {
          let value = random.uniform(0.02..<0.98)
          return ArmValue(
            value: value, variance: random.logUniform(1e-8...1e-3), degreesOfFreedom: random.logUniform(2...1e7))
        }
        let evidence = try NormalEvidence(control: arm(), variant: arm())
        checked += check(Estimate(evidence), on: .oddsRatio, within: 1e-12...1e12, random: &random)
      }
      #expect(checked > 6_000, "\(checked)")
    }

    @Test func ratiosOfTotalsFromRows() throws {
      var random = SeededRandom(seed: 26)
      var (differences, lifts) = (0, 0)
      // Most have no interval with so few units.
      for _ in 0..<600 {
        let (n0, n1) = (random.integer(3...40), random.integer(3...40))
        let estimate = DeltaMethod(.ratio).estimate(
          control: Moments(rows: random.rows(n0), dimension: 2), variant: Moments(rows: random.rows(n1), dimension: 2))
        let everything = -Double.infinity...Double.infinity
        differences += check(estimate, on: .absolute, within: everything, random: &random)
        // Values that are never negative have no lift below −1.
        lifts += check(estimate, on: .relative, within: -0.999_999...Double.infinity, random: &random)
      }
      #expect(differences > 2_500 && lifts > 3_000, "\(differences) \(lifts)")
    }
  }
}
