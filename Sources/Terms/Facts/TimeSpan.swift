/// A length of time as a spec writes it, such as `7d`: always the same number of microseconds, whatever the clocks do.
public struct TimeSpan: Sendable, Hashable {
  public let microseconds: Int64
  /// The span as the user wrote it.
  public let text: String

  public static let zero = TimeSpan(microseconds: 0, text: "0s")

  package static let microsecondsOfDay: Int64 = 86_400_000_000

  /// The unit that the text ends in.
  package var unit: TimeUnit {
    guard let unit = text.last.flatMap(TimeUnit.init) else { preconditionFailure("a length of time ends in its unit") }
    return unit
  }

  /// The number of days; nil where the span is no whole number of them.
  package var days: Int? {
    microseconds % Self.microsecondsOfDay == 0 ? Int(microseconds / Self.microsecondsOfDay) : nil
  }
}

extension TimeSpan {
  /// A century: longer windows are mistakes.
  private static let longest = 36_525 * microsecondsOfDay

  /// Reads a whole number with its unit; nil when the text is anything else, or longer than a century.
  package init?(_ text: String) {
    guard let unit = text.last.flatMap(TimeUnit.init), text.utf8.count <= 12,
      text.dropLast().utf8.allSatisfy({ (48...57).contains($0) }), let count = Int64(text.dropLast()),
      count <= Self.longest / unit.microseconds
    else { return nil }
    self.init(microseconds: count * unit.microseconds, text: text)
  }
}
