import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Exchanging the variants negates the difference, inverts ratios, and leaves the p-value
  /// (Methods/relations-between-results, "Exchanged variants").
  @Suite struct SwapTests {
    static let tolerance = 1e-8

    private func inverted(_ interval: Interval) -> Interval {
      func inverse(_ value: Double) -> Double { value == 0 ? .infinity : 1 / value }
      return Interval(inverse(interval.upper), inverse(interval.lower))
    }

    private func isSame(_ one: Interval, _ other: Interval, absolute: Double = 0) -> Bool {
      isClose(one.lower, other.lower, relative: Self.tolerance, absolute: absolute)
        && isClose(one.upper, other.upper, relative: Self.tolerance, absolute: absolute)
    }

    @Test func counts() throws {
      var random = SeededRandom(seed: 41)
      var ratios = 0
      for _ in 0..<1000 {
        let counts = try random.scoreCounts(trials: 2...100_000)
        let swapped = try ScoreCounts(
          controlSuccesses: counts.variantSuccesses, controlTrials: counts.variantTrials,
          variantSuccesses: counts.controlSuccesses, variantTrials: counts.controlTrials)
        let threshold = fixedBoundary(alpha: random.alpha(), alternative: .twoSided)
        let (one, other) = (Estimate(counts), Estimate(swapped))
        let (test, mirror) = (
          try one.test(.noDifference, alternative: .greater, threshold),
          try other.test(.noDifference, alternative: .less, threshold)
        )
        #expect(
          isClose(test.statistic, -(try #require(mirror.statistic)), relative: 1e-12, absolute: 1e-12), "\(counts)")
        #expect(isClose(test.pValue, mirror.pValue, relative: 1e-10), "\(counts)")
        let (difference, negated) = (
          try one.interval(on: .absolute, alternative: .twoSided, threshold),
          try other.interval(on: .absolute, alternative: .twoSided, threshold)
        )
        #expect(isSame(difference, Interval(-negated.upper, -negated.lower), absolute: 1e-13), "\(counts)")
        for estimand in [Estimand.relative, .oddsRatio] {
          let shift = estimand == .relative ? 1.0 : 0
          guard let ratio = try? one.interval(on: estimand, alternative: .twoSided, threshold) else {
            #expect((try? other.interval(on: estimand, alternative: .twoSided, threshold)) == nil, "\(counts)")
            continue
          }
          let mirror = try other.interval(on: estimand, alternative: .twoSided, threshold)
          let inverse = inverted(Interval(mirror.lower + shift, mirror.upper + shift))
          // One less than a ratio near zero keeps an absolute error only.
          let same = isSame(
            Interval(ratio.lower + shift, ratio.upper + shift), inverse, absolute: 1e-9 * max(1, inverse.lower))
          #expect(same, "\(counts) \(estimand): \(ratio) \(mirror)")
          ratios += 1
        }
      }
      #expect(ratios > 1_900, "\(ratios)")
    }

    @Test func normalValues() throws {
      var random = SeededRandom(seed: 42)
      var ratios = 0
      for _ in 0..<2000 {
        let evidence = try random.normalEvidence(positive: true)
        let swapped = try NormalEvidence(
          control: evidence.variant, variant: evidence.control, covariance: evidence.covariance,
          freedom: evidence.freedom)
        let threshold = fixedBoundary(alpha: random.alpha(), alternative: .twoSided)
        let (one, other) = (Estimate(evidence), Estimate(swapped))
        let (test, mirror) = (
          try one.test(.noDifference, alternative: .twoSided, threshold),
          try other.test(.noDifference, alternative: .twoSided, threshold)
        )
        #expect(test.statistic == mirror.statistic.map(-) && isClose(test.pValue, mirror.pValue, relative: 1e-10))
        let (difference, negated) = (
          try one.interval(on: .absolute, alternative: .twoSided, threshold),
          try other.interval(on: .absolute, alternative: .twoSided, threshold)
        )
        #expect(isSame(difference, Interval(-negated.upper, -negated.lower)), "\(evidence)")
        guard let lift = try? one.interval(on: .relative, alternative: .twoSided, threshold),
          let mirrored = try? other.interval(on: .relative, alternative: .twoSided, threshold),
          lift.lower > -0.999, mirrored.lower > -0.999
        else { continue }
        ratios += 1
        let inverse = inverted(Interval(mirrored.lower + 1, mirrored.upper + 1))
        #expect(isSame(Interval(lift.lower + 1, lift.upper + 1), inverse), "\(evidence): \(lift) \(mirrored)")
      }
      #expect(ratios > 1000)
    }
  }
}
