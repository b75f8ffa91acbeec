import Diagnostics

/// A length of time as a spec writes it, such as `7d`: always the same number of microseconds, whatever the clocks do.
public struct TimeSpan: Sendable, Hashable {
  public let microseconds: Int64
  /// As the user wrote it.
  public let text: String

  public static let zero = TimeSpan(microseconds: 0, text: "0s")

  package static let microsecondsOfDay: Int64 = 86_400_000_000

  /// The number of days; nil where the span is no whole number of them.
  package var days: Int? {
    microseconds % Self.microsecondsOfDay == 0 ? Int(microseconds / Self.microsecondsOfDay) : nil
  }
}

extension TimeSpan {
  private static let units: [Character: Int64] = [
    "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000, "d": microsecondsOfDay, "w": 7 * microsecondsOfDay,
  ]
  /// A century: longer windows are mistakes.
  private static let longest = 36_525 * microsecondsOfDay

  /// Reads a whole number with its unit; nil when the text is anything else, or longer than a century.
  init?(_ text: String) {
    guard let last = text.last, let unit = Self.units[last], text.utf8.count <= 12,
      text.dropLast().utf8.allSatisfy({ (48...57).contains($0) }), let count = Int64(text.dropLast()),
      count <= Self.longest / unit
    else { return nil }
    self.init(microseconds: count * unit, text: text)
  }
}

extension ValueReader {
  /// - Parameter allowsZero: a delay may be none, a window may not.
  func timeSpan(allowsZero: Bool = false) -> Positioned<TimeSpan>? {
    let remedy = "write a whole number with its unit: \"90s\", \"30m\", \"12h\", \"7d\" or \"4w\""
    guard case .string(let text) = node.value else { return mismatch("a length of time", remedy: remedy) }
    guard let span = TimeSpan(text.text), allowsZero || span.microseconds > 0 else {
      faults.error(
        .invalidTimeSpan, at: place, "\(name) is not a length of time: \(quoted(text.text))", remedy: remedy)
      return nil
    }
    return Positioned(span, at: place)
  }
}
