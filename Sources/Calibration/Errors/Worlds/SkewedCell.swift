internal import Inference
internal import Statistics

/// A shape with so many units in each variant.
package struct SkewedCell: Sendable {
  let data: SkewedData
  let control: Int
  let variant: Int

  /// - Parameters:
  ///   - units: of both variants.
  ///   - share: of the control, in percent.
  init(data: SkewedData, units: Int, controlPercent share: Int) {
    self.data = data
    control = units * share / 100
    variant = units - control
  }

  package var name: String { "\(data.name), \(control) : \(variant)" }

  package enum Event: Hashable, Sendable {
    /// Welch's test rejects, with the variant on the low or on the high side.
    case before(isLow: Bool)
    /// The printed p-value does.
    case now(isLow: Bool)
    /// The verdict says that the variants differ.
    case saidToDiffer
    /// There is a verdict.
    case answered
    /// There is one, and the interval misses the truth.
    case missed
    /// There is none because a variant rests on too few units.
    case tooSkewed
  }

  /// What is said of the variants, which do not differ.
  package func count(_ calibration: Calibration, runs: Int) async -> EventCount<Event> {
    let spec = SimulatedSpec(
      variants: [("A", control), ("B", variant)], metrics: [#"{ "name": "m", \#(data.keys) }"#], columns: ["y", "d"])
    return await calibration.count("skewed|" + name, runs: runs) { stream in
      let (zero, one) = (data.moments(control, stream), data.moments(variant, stream))
      var events: Set<Event> = []
      let welch = DeltaWelch(zero, one)
      if let p = welch.pValue, p < CalibrationCell.alpha { events.insert(.before(isLow: welch.difference < 0)) }
      let comparison = try await spec.analysis([zero, one]).results.metrics[0].comparisons[0]
      let answer = comparison.leading
      if let p = answer.pValue, p < CalibrationCell.alpha { events.insert(.now(isLow: (answer.estimate ?? 0) < 0)) }
      if answer.status == .tooSkewed { events.insert(.tooSkewed) }
      if let verdict = comparison.verdict {
        events.insert(.answered)
        if verdict != .inconclusive { events.insert(.saidToDiffer) }
        if let interval = answer.interval, interval.lower > 0 || interval.upper < 0 { events.insert(.missed) }
      }
      return events
    }
  }
}

extension SkewedCell {
  private static let header = [
    "data", "control : variant", "Welch, %", "low / high", "now, %", "low / high", "no verdict, %",
    "coverage with a verdict, %",
  ]

  private func cells(_ count: EventCount<Event>) -> [String] {
    func tails(_ event: (Bool) -> Event) -> [String] {
      let (low, high) = (count[event(true)], count[event(false)])
      return [
        percent(Rate(low.count + high.count, of: count.runs).value), "\(percent(low.value)) / \(percent(high.value))",
      ]
    }
    let quiet = count.share(of: .missed, among: .answered)
    return [data.name, "\(control) : \(variant)"] + tails(Event.before) + tails(Event.now) + [
      percent(1 - count[.answered].value), quiet.isKnown ? percent(1 - quiet.value) : "few",
    ]
  }

  /// Levels at most so large are held: 5 %, and what 4000 experiments leave open.
  private static let held = 0.06
  /// A type I error of 5 % may be so many times as large.
  private static let tolerated = 1.3

  static func section(
    _ cells: [SkewedCell], _ which: String, _ calibration: Calibration, runs: Int
  ) async -> ErrorSection {
    var found: [(cell: SkewedCell, count: EventCount<Event>)] = []
    for cell in cells { found.append((cell, await cell.count(calibration, runs: runs))) }
    func level(_ count: EventCount<Event>) -> Double {
      count[.now(isLow: true)].value + count[.now(isLow: false)].value
    }
    let holding = found.filter { level($0.count) <= held }.map(\.count)
    let silent = Rate(holding.reduce(0) { $0 + $1[.tooSkewed].count }, of: holding.reduce(0) { $0 + $1.runs })
    return ErrorSection(
      """
      Variants that do not differ, \(runs) experiments a line. **Welch** and **now**: type I errors at 5 % of Welch's test, which once
      decided, and of the p-value that is printed now, followed by the shares that lie on the low and the high side of the control.
      **no verdict**: a variant rests on too few units, or has no spread at all. **coverage**: of 95 % intervals of answers with a
      verdict; "few" if there are fewer than \(Rate.fewest).
      """,
      [ErrorTable(header: header, rows: found.map { $0.cell.cells($0.count) })],
      promises: [
        ErrorPromise(
          "a difference, there is none; skewed data \(which)", atMost: tolerated * CalibrationCell.alpha,
          found.map { ($0.cell.name, $0.count[.saidToDiffer]) }),
        ErrorPromise(
          "an interval with a verdict misses; skewed data \(which)", atMost: 0.08,
          found.map { ($0.cell.name, $0.count.share(of: .missed, among: .answered)) }),
        ErrorPromise(
          "no verdict, the level is held; skewed data \(which)", atMost: 0.1, [("all cells together", silent)]),
      ])
  }
}
