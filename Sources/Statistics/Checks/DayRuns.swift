/// The test that units of two variants arrived in the same proportion on all days: that of every run of consecutive days against the
/// other days of its phase, with Bonferroni's correction.
///
/// A run finds what a test of single days does not, a split that was wrong for a while, and it says from when to when. Of phases
/// with more than 60 days the runs are those of 1, 2, 3, 7, 14 and 28 days, and those that begin at the first day or end at the last.
///
/// - Note: Methods/sample-ratio, "Days".
package struct DayRuns: Sendable, Equatable {
  /// The units of both variants on one day.
  package typealias Day = (control: Int, variant: Int)

  /// Consecutive days of one phase, by their positions.
  package struct Run: Sendable, Equatable {
    package let phase: Int
    package let days: ClosedRange<Int>
    /// Of the run alone.
    package let pValue: Double
  }

  /// Phases beyond this many days are not searched run by run.
  static let mostDays = 60
  static let lengths: Set = [1, 2, 3, 7, 14, 28]

  /// How many runs were looked at.
  package let count: Int
  /// The least likely run; of several the shortest, and of these the first.
  package let worst: Run
  /// 0 to 1, corrected for all runs.
  package let pValue: Double

  /// - Parameter phases: the days of each phase, in their order.
  /// - Returns: nil where no phase has two days.
  package init?(phases: [[Day]]) {
    let runs = phases.enumerated().flatMap { phase, days in Self.runs(of: days, in: phase) }
    guard let least = runs.map(\.pValue).min() else { return nil }
    // The days that a run leaves have its p-value, up to rounding.
    let candidates = runs.filter { $0.pValue <= least * (1 + 1e-9) }
    guard let worst = candidates.min(by: { $0.days.count < $1.days.count }) else { return nil }
    (count, self.worst) = (runs.count, worst)
    pValue = min(1, Double(runs.count) * worst.pValue)
  }

  private static func runs(of days: [Day], in phase: Int) -> [Run] {
    let sums = days.reduce(into: [(control: 0, variant: 0)]) { sums, day in
      let last = sums[sums.count - 1]
      sums.append((last.control + day.control, last.variant + day.variant))
    }
    let all = sums[days.count]
    return ranges(of: days.count).map { range in
      let (start, end) = (sums[range.lowerBound], sums[range.upperBound + 1])
      let test = SplitTest(
        control: (end.control - start.control, all.control), variant: (end.variant - start.variant, all.variant))
      return Run(phase: phase, days: range, pValue: test.pValue)
    }
  }

  private static func ranges(of count: Int) -> [ClosedRange<Int>] {
    (0..<count).flatMap { first in
      (first..<count).compactMap { last -> ClosedRange<Int>? in
        let length = last - first + 1
        guard length < count else { return nil }
        let isLookedAt = count <= mostDays || first == 0 || last == count - 1 || lengths.contains(length)
        return isLookedAt ? first...last : nil
      }
    }
  }
}
