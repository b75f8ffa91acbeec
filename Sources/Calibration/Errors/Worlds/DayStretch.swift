/// Days of exposure that are alike.
struct DayStretch: Sendable, Equatable {
  let days: Int
  /// The share of the units that the treatment receives, where there is one.
  let share: Double
  /// The rate of every metric in the control.
  let rate: Double

  /// Fourteen days.
  static let even = [DayStretch(days: 14, share: 0.5, rate: 0.2)]

  /// Two weeks of which the first gives the treatment a share and the second the control, at rates that differ.
  static func halves(_ share: Double) -> [DayStretch] {
    [DayStretch(days: 7, share: share, rate: 0.15), DayStretch(days: 7, share: 1 - share, rate: 0.25)]
  }
}
