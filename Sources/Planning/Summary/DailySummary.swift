/// The units by the day on which they were exposed, and what the primary metrics add up to in them.
package struct DailySummary: Sendable, Equatable {
  /// The units of one day, or of the part of it that lies in one phase.
  package struct Day: Sendable, Equatable {
    /// The number of the phase of a ramp; 0 where there are none.
    package let phase: Int
    /// Counted from 1 January 1970.
    package let day: Int
    /// Per variant.
    package internal(set) var units: [Int]
  }

  /// Days with units, in their order.
  package let days: [Day]
  /// The metrics are those of the plan by days; the last key is the day, and a phase stands before it.
  package let groups: [SummaryGroup]

  package init(groups: [SummaryGroup]) {
    self.groups = groups.filter { group in group.units.contains { $0 > 0 } }
    var days: [Day] = []
    for group in self.groups.sorted(by: { ($0.phase, $0.day) < ($1.phase, $1.day) }) {
      if let last = days.last, last.phase == group.phase, last.day == group.day {
        days[days.count - 1].units = zip(last.units, group.units).map(+)
      } else {
        days.append(Day(phase: group.phase, day: group.day, units: group.units))
      }
    }
    self.days = days
  }

  /// The groups with a key for the period in the place of the day: a period is a day, or seven days from the first on where a day has
  /// fewer units of a variant than that. nil for a single period.
  package func periods(ofAtLeast fewest: Int) -> [SummaryGroup]? {
    guard let first = days.map(\.day).min() else { return nil }
    let length = days.allSatisfy { day in day.units.allSatisfy { $0 >= fewest } } ? 1 : 7
    let periods = groups.map { $0.replacing(lastKey: "\(($0.day - first) / length)") }
    return Set(periods.map(\.keys)).count > 1 ? periods : nil
  }
}

extension SummaryGroup {
  fileprivate var day: Int { keys.last.flatMap { $0 }.flatMap { Int($0) } ?? 0 }
  fileprivate var phase: Int { keys.count > 1 ? keys[0].flatMap { Int($0) } ?? 0 : 0 }

  fileprivate func replacing(lastKey key: String) -> SummaryGroup {
    SummaryGroup(
      keys: keys.dropLast() + [key], missing: missing, units: units, rowsKept: rowsKept, repeats: repeats, cells: cells)
  }
}
