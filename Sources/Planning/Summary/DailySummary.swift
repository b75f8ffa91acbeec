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

  /// Whether every day has units of every variant.
  package var isComplete: Bool { days.allSatisfy { $0.units.allSatisfy { $0 > 0 } } }

  /// The groups with a key for the period in the place of the day: as many days in a row as give each of these variants so many units. Days
  /// without units of one of them compare nothing, and are left out. nil for a single period.
  package func periods(of variants: [Int], ofAtLeast fewest: Int) -> [SummaryGroup]? {
    var period: [DayKey: Int] = [:]
    var count = 0
    for phase in Set(days.map(\.phase)).sorted() {
      let own = days.filter { day in day.phase == phase && variants.allSatisfy { day.units[$0] > 0 } }
      var (open, units): ([DayKey], [Int]) = ([], variants.map { _ in 0 })
      let first = count
      for day in own {
        open.append(DayKey(phase: phase, day: day.day))
        units = zip(units, variants).map { $0 + day.units[$1] }
        guard units.allSatisfy({ $0 >= fewest }) else { continue }
        for key in open { period[key] = count }
        (open, units, count) = ([], variants.map { _ in 0 }, count + 1)
      }
      // The last days are too few to stand alone.
      for key in open { period[key] = max(first, count - 1) }
      if count == first, !open.isEmpty { count += 1 }
    }
    guard count > 1 else { return nil }
    return groups.compactMap { group in
      period[DayKey(phase: group.phase, day: group.day)].map { group.replacing(lastKey: "\($0)") }
    }
  }
}

/// A day, or the part of it in one phase.
private struct DayKey: Hashable {
  let phase: Int
  let day: Int
}

extension SummaryGroup {
  fileprivate var day: Int { keys.last.flatMap { $0 }.flatMap { Int($0) } ?? 0 }
  fileprivate var phase: Int { keys.count > 1 ? keys[0].flatMap { Int($0) } ?? 0 : 0 }

  fileprivate func replacing(lastKey key: String) -> SummaryGroup {
    SummaryGroup(
      keys: keys.dropLast() + [key], missing: missing, units: units, rowsKept: rowsKept, repeats: repeats, cells: cells)
  }
}
