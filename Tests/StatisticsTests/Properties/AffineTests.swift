import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// What a change of unit or a different origin of the outcome does (Methods/relations-between-results).
  @Suite struct AffineTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)
    static let tolerance = 1e-9

    private func mean(_ control: [[Double]], _ variant: [[Double]]) -> Estimate {
      DeltaMethod(.mean).estimate(
        control: Moments(values: control.map { $0[0] }), variant: Moments(values: variant.map { $0[0] }))
    }

    /// "No difference" has no origin, also of the pivot of skewed data.
    @Test func unitAndOrigin() throws {
      var random = SeededRandom(seed: 51)
      for _ in 0..<300 {
        let (control, variant) = (random.rows(random.integer(2...30)), random.rows(random.integer(2...30), lift: 1.2))
        let factor = random.logUniform(1e-3...1e3)
        let origin = random.chance(0.5) ? 0 : random.uniform(-5..<5) * factor
        func mapped(_ rows: [[Double]]) -> [[Double]] { rows.map { [factor * $0[0] + origin] } }
        let (one, other) = (mean(control, variant), mean(mapped(control), mapped(variant)))
        let (difference, scaled) = (try one.value(on: .absolute), try other.value(on: .absolute))
        #expect(isClose(scaled, factor * difference, relative: Self.tolerance, absolute: 1e-12 * factor))
        let (error, scaledError) = (
          try #require(one.standardError(on: .absolute)), try #require(other.standardError(on: .absolute))
        )
        #expect(isClose(scaledError, factor * error, relative: Self.tolerance))
        let (test, same) = (
          try one.test(.noDifference, alternative: .twoSided, Self.threshold),
          try other.test(.noDifference, alternative: .twoSided, Self.threshold)
        )
        #expect(isClose(same.pValue, test.pValue, relative: 1e-8))
        if case .pooledShape(let pivot) = try one.evidence.get(),
          case .pooledShape(let moved) = try other.evidence.get()
        {
          let (here, there) = (pivot.reading(r: 1, delta: 0), moved.reading(r: 1, delta: 0))
          #expect(isClose(there.statistic, here.statistic, relative: 1e-8, absolute: 1e-12))
          #expect(isClose(there.degreesOfFreedom, here.degreesOfFreedom, relative: 1e-8))
        } else {
          #expect(one.method == other.method)
        }
        guard origin == 0, let lift = try? one.interval(on: .relative, alternative: .twoSided, Self.threshold) else {
          continue
        }
        let sameLift = try other.interval(on: .relative, alternative: .twoSided, Self.threshold)
        #expect(isClose(sameLift.lower, lift.lower, relative: 1e-8, absolute: 1e-9))
        #expect(isClose(sameLift.upper, lift.upper, relative: 1e-8, absolute: 1e-9))
      }
    }

    /// Of Student's t; the pivot of skewed data damps its curve by the sign of the skewness.
    @Test func aNegatedOutcomeNegatesTheStatistic() throws {
      var random = SeededRandom(seed: 52)
      for _ in 0..<200 {
        let (control, variant) = (random.rows(random.integer(2...30)), random.rows(random.integer(2...30), lift: 1.1))
        func negated(_ rows: [[Double]]) -> [[Double]] { rows.map { [-$0[0]] } }
        guard mean(control, variant).method == "welch-t" else { continue }
        let test = try mean(control, variant).test(.noDifference, alternative: .greater, Self.threshold)
        let mirror = try mean(negated(control), negated(variant)).test(
          .noDifference, alternative: .less, Self.threshold)
        #expect(test.statistic == mirror.statistic.map(-) && test.pValue == mirror.pValue)
      }
    }

    @Test func aRatioWithDenominatorOneIsTheMean() throws {
      var random = SeededRandom(seed: 53)
      for _ in 0..<100 {
        let (control, variant) = (random.rows(random.integer(2...60)), random.rows(random.integer(2...60), lift: 1.2))
        func ones(_ rows: [[Double]]) -> Moments { Moments(rows: rows.map { [$0[0], 1] }, dimension: 2) }
        let (one, other) = (
          mean(control, variant), DeltaMethod(.ratio).estimate(control: ones(control), variant: ones(variant))
        )
        let (normal, ratio) = (try one.values, try other.values)
        for (a, b) in [(normal.control, ratio.control), (normal.variant, ratio.variant)] {
          #expect(isClose(a.value, b.value, relative: 1e-12) && isClose(a.variance, b.variance, relative: 1e-12))
          #expect(a.degreesOfFreedom == b.degreesOfFreedom)
        }
        for estimand in [Estimand.absolute, .relative] {
          let interval = try? one.interval(on: estimand, alternative: .twoSided, Self.threshold)
          let same = try? other.interval(on: estimand, alternative: .twoSided, Self.threshold)
          #expect((interval == nil) == (same == nil))
          guard let interval, let same else { continue }
          let scale = max(abs(interval.lower), abs(interval.upper))
          #expect(isClose(same.lower, interval.lower, absolute: 1e-11 * scale))
          #expect(isClose(same.upper, interval.upper, absolute: 1e-11 * scale))
        }
        #expect(one.method == "hall-t" ? other.method == "hall-t" : other.method == "delta-method")
      }
    }

    @Test func rowsWrittenSeveralTimes() throws {
      var random = SeededRandom(seed: 54)
      for _ in 0..<100 {
        let (rows, times) = (random.rows(random.integer(2...20)), random.integer(2...5))
        let copies = (0..<times).flatMap { _ in rows }
        let (once, often) = (Moments(rows: rows, dimension: 2), Moments(rows: copies, dimension: 2))
        #expect(isClose(often.mean[0], once.mean[0], relative: 1e-14))
        #expect(isClose(often.products[0, 1], Double(times) * once.products[0, 1], relative: 1e-12, absolute: 1e-12))
        let (few, many) = (mean(rows, rows), mean(copies, copies))
        let (error, smaller) = (
          try #require(few.standardError(on: .absolute)), try #require(many.standardError(on: .absolute))
        )
        let (n, m) = (Double(rows.count), Double(copies.count))
        // S is m times as large, and SE² = S/(n(n − 1)) in each variant.
        #expect(isClose(smaller * smaller * m * (m - 1), Double(times) * error * error * n * (n - 1), relative: 1e-12))
      }
    }
  }
}
