import ABTestKit

/// The text of a progress bar: what is known, as far as it fits on one line.
struct ProgressBar {
  /// The columns of the window.
  let width: Int

  /// ASCII without an end of line, at most `width - 1` columns, so that no terminal wraps it; empty in a tiny window.
  func text(_ progress: AnalysisProgress) -> String {
    let percentage = "\(Int(progress.fraction * 100)) %"
    let percent = String(repeating: " ", count: max(0, 5 - percentage.count)) + percentage
    let pass = progress.passes > 1 ? "pass \(progress.pass) of \(progress.passes)" : nil
    let (rows, rate, remaining) = (Self.rows(progress), Self.rate(progress), Self.remaining(progress))
    // The less important goes first when the window is narrow.
    let choices = [
      [percent, rows, rate, remaining, pass], [percent, rows, rate, remaining], [percent, rows, remaining],
      [percent, remaining], [percent],
    ]
    let parts = choices.lazy.map { $0.compactMap { $0 } }
    let fitting =
      parts.first { Self.length($0) + Self.shortestBar + 2 < width } ?? parts.first { Self.length($0) < width }
    guard let fitting else { return "" }
    let room = min(width - 1 - Self.length(fitting) - 2, Self.longestBar)
    return (room < Self.shortestBar ? fitting : [bar(progress.fraction, columns: room)] + fitting)
      .joined(separator: Self.gap)
  }

  private func bar(_ fraction: Double, columns: Int) -> String {
    let inside = columns - 2
    let full = min(inside, Int(fraction * Double(inside)))
    return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: inside - full) + "]"
  }

  private static let gap = "  "
  private static let shortestBar = 10
  private static let longestBar = 32

  private static func length(_ parts: [String]) -> Int { parts.joined(separator: gap).count }

  private static func rows(_ progress: AnalysisProgress) -> String? {
    progress.rows.map { "\($0.isEstimate ? "~" : "")\(short(Double($0.read))) of \(short(Double($0.expected))) rows" }
  }

  /// Nil once all is read: what follows has no rows to count.
  private static func rate(_ progress: AnalysisProgress) -> String? {
    guard let rows = progress.rows, rows.read < rows.expected, let rate = rows.perSecond else { return nil }
    return "\(short(rate)) rows/s"
  }

  /// The time that the rest takes at the speed so far; nil while too little is done to tell.
  private static func remaining(_ progress: AnalysisProgress) -> String? {
    guard progress.fraction >= leastFraction, progress.fraction < 1 else { return nil }
    let seconds = progress.elapsed / .seconds(1) * (1 - progress.fraction) / progress.fraction
    guard seconds < longestTime else { return nil }
    let whole = Int(seconds.rounded(.up))
    return switch whole {
    case ..<60: "\(whole) s left"
    case ..<3600: "\(whole / 60) min \(whole % 60) s left"
    default: "\(whole / 3600) h \(whole / 60 % 60) min left"
    }
  }

  private static let leastFraction = 0.01
  /// Seconds; a longer time is a guess that helps nobody.
  private static let longestTime = 100.0 * 3600

  /// A count in at most four characters and a unit: `950`, `12.3k`, `4.0M`.
  private static func short(_ count: Double) -> String {
    var (value, unit) = (count, "")
    for next in ["k", "M", "G", "T"] where value.rounded() >= 1000 {
      value /= 1000
      unit = next
    }
    if unit.isEmpty || value >= 99.95 { return "\(Int(value.rounded()))\(unit)" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)\(unit)"
  }
}
