import Planning
import Statistics
import Testing

/// Days in a row that stand together until each variant has enough units.
@Suite struct DailySummaryTests {
  /// - Parameter days: units of two variants by the number of the day.
  private func summary(_ days: [(phase: Int?, day: Int, units: [Int])]) -> DailySummary {
    DailySummary(
      groups: days.map { phase, day, units in
        SummaryGroup(
          keys: (phase.map { [String($0)] } ?? []) + [String(day)], units: units, rowsKept: units.reduce(0, +),
          cells: [])
      })
  }

  private func periods(_ summary: DailySummary, of variants: [Int] = [0, 1]) -> [[String?]]? {
    summary.periods(of: variants, ofAtLeast: 20)?.map(\.keys)
  }

  @Test func fullDaysStandAlone() {
    let days = summary([(nil, 7, [20, 20]), (nil, 9, [30, 25])])
    #expect(periods(days) == [["0"], ["1"]] && days.isComplete)
  }

  @Test func thinDaysStandWithTheNextOnes() {
    let days = summary([(nil, 1, [5, 50]), (nil, 2, [15, 50]), (nil, 3, [20, 20]), (nil, 4, [1, 1])])
    #expect(periods(days) == [["0"], ["0"], ["1"], ["1"]])
  }

  @Test func oneStratumComparesNothingByDay() {
    #expect(periods(summary([(nil, 1, [50, 50]), (nil, 2, [1, 1])])) == nil)
    #expect(periods(summary([(nil, 1, [5, 5]), (nil, 2, [1, 1])])) == nil)
  }

  @Test func daysWithoutAVariantAreLeftOut() {
    let days = summary([(nil, 1, [50, 50, 0]), (nil, 2, [50, 50, 50]), (nil, 3, [50, 0, 50])])
    #expect(!days.isComplete)
    #expect(periods(days) == [["0"], ["1"]] && periods(days, of: [0, 2]) == [["0"], ["1"]])
    #expect(periods(days, of: [0, 1, 2]) == nil)
  }

  @Test func phasesAreApart() {
    let days = summary([(0, 1, [50, 50]), (0, 2, [5, 5]), (1, 2, [5, 5]), (1, 3, [50, 50])])
    #expect(periods(days) == [["0", "0"], ["0", "0"], ["1", "1"], ["1", "1"]])
  }
}
