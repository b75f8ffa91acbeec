import Statistics
import TestSupport
import Testing

/// Proportions that change from day to day (Methods/sample-ratio, "Days").
@Suite struct DayRunsTests {
  /// 14 days of 1,430 units, of which 715 are in the variant, and 643 on the sixth to the eighth:
  /// `104*2*hypergeom.cdf(1929, 20020, 4290, 9794)` of scipy.stats.
  @Test func workedExample() throws {
    let days = (1...14).map { day -> DayRuns.Day in
      (6...8).contains(day) ? (control: 787, variant: 643) : (control: 715, variant: 715)
    }
    let runs = try #require(DayRuns(phases: [days]))
    #expect(runs.count == 104 && runs.worst.days == 5...7 && runs.worst.phase == 0)
    #expect(printsAs(runs.worst.pValue, "5.372e-9") && isCloseP(runs.pValue, 5.586622459776996e-07))
  }

  /// `2*min(hypergeom.cdf(1, 13, 7, 5), hypergeom.sf(0, 13, 7, 5))` of scipy.stats for the first day, of 7 units, and for the other
  /// two; the run of two days is the rest of the first, and the shorter one is named.
  @Test func theShorterOfTwoEqualRunsIsNamed() throws {
    let runs = try #require(DayRuns(phases: [[(6, 1), (1, 3), (1, 1)]]))
    #expect(runs.count == 5 && runs.worst.days == 0...0)
    #expect(
      isClose(runs.worst.pValue, 0.17249417249417248, relative: 1e-12)
        && isClose(runs.pValue, 5 * 0.17249417249417248, relative: 1e-12))
  }

  /// A phase with another split is no other split of the days.
  @Test func phasesAreApart() throws {
    let (ramp, all) = ((control: 900, variant: 100), (control: 500, variant: 500))
    let apart = try #require(DayRuns(phases: [[ramp, ramp, ramp], [all, all]]))
    #expect(apart.count == 7 && apart.pValue == 1)
    #expect(try #require(DayRuns(phases: [[ramp, ramp, ramp, all, all]])).pValue < 1e-100)
  }

  /// 100 days: 94 to 73 runs of 2 to 28 days and 100 of one, and of the other lengths those at the first day or at the last.
  @Test func longExperimentsAreNotSearchedRunByRun() throws {
    let runs = try #require(DayRuns(phases: [Array(repeating: (control: 50, variant: 50), count: 100)]))
    #expect(runs.count == 100 + 99 + 98 + 94 + 87 + 73 + 2 * (99 - 6) && runs.pValue == 1)
  }

  @Test func aSingleDayHasNothingToCompare() {
    #expect(DayRuns(phases: []) == nil && DayRuns(phases: [[(5, 5)], [(5, 5)]]) == nil)
  }
}
