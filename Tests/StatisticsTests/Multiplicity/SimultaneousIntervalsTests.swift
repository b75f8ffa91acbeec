import Statistics
import TestSupport
import Testing

/// The level of the intervals that belong to a procedure (Methods/multiplicity, "Simultaneous intervals").
@Suite struct SimultaneousIntervalsTests {
  @Test func holmAndHochbergShowBonferroniIntervals() throws {
    for adjustment in [PValueAdjustment.bonferroni, .holm, .hochberg] {
      let intervals = try #require(adjustment.intervals(alpha: 0.05, familySize: 4, rejections: 0))
      #expect(intervals.basis == .bonferroni && intervals.alpha == 0.0125)
      let own = try #require(adjustment.intervals(alpha: 0.05, familySize: 4, rejections: 0, share: 0.5))
      #expect(own.alpha == 0.025)
      #expect(adjustment.intervals(alpha: 0.05, familySize: 4, rejections: 0, share: 0) == nil)
    }
  }

  /// The level 1 − Rq/m of Benjamini and Yekutieli (2005).
  @Test func falseCoverageNeedsARejection() throws {
    let some = try #require(PValueAdjustment.benjaminiHochberg.intervals(alpha: 0.05, familySize: 20, rejections: 4))
    #expect(some.basis == .falseCoverageRate && isClose(some.alpha, 0.01, relative: 1e-15))
    let dependent = try #require(
      PValueAdjustment.benjaminiYekutieli.intervals(alpha: 0.05, familySize: 4, rejections: 2))
    #expect(isClose(dependent.alpha, 0.05 * 2 / 4 / (1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4), relative: 1e-15))
    #expect(PValueAdjustment.benjaminiHochberg.intervals(alpha: 0.05, familySize: 20, rejections: 0) == nil)
    #expect(PValueAdjustment.benjaminiYekutieli.intervals(alpha: 0.05, familySize: 20, rejections: 0) == nil)
  }

  @Test func allRejectedNeedNoCorrection() throws {
    let all = try #require(PValueAdjustment.benjaminiHochberg.intervals(alpha: 0.05, familySize: 3, rejections: 3))
    #expect(all.alpha == 0.05)
    let none = try #require(PValueAdjustment.none.intervals(alpha: 0.05, familySize: 3, rejections: 0))
    #expect(none.basis == .unadjusted && none.alpha == 0.05)
  }

  /// A Bonferroni interval excludes the null value exactly where the adjusted p-value is below α.
  @Test func bonferroniIntervalsAgreeWithAdjustedPValues() throws {
    var random = SeededRandom(seed: 41)
    let own = try #require(PValueAdjustment.bonferroni.intervals(alpha: 0.05, familySize: 3, rejections: 0))
    let threshold = fixedBoundary(alpha: own.alpha, alternative: .twoSided)
    for _ in 0..<200 {
      let estimates = try (0..<3).map { _ in Estimate(try random.normalEvidence()) }
      let p = try estimates.map { try $0.test(.noDifference, alternative: .twoSided, threshold).pValue }
      for (estimate, adjusted) in zip(estimates, PValueAdjustment.bonferroni.adjusted(p)) {
        guard let interval = try? estimate.interval(on: .absolute, alternative: .twoSided, threshold) else { continue }
        #expect(interval.contains(0) == (try #require(adjusted) >= 0.05))
      }
    }
  }
}
