/// A point in time as a spec writes it: a date, which is local midnight, a local time, or a time with its offset from UTC; down to
/// microseconds.
public struct Moment: Sendable, Hashable {
  /// `2026-03-01 00:00:00`, where the offset is not zero in the time that it names.
  public let text: String
  /// Minutes that the time is ahead of UTC; nil where the time zone of the data decides.
  public let offset: Int?

  /// Microseconds since 1970 as if a local time were UTC.
  package let microseconds: Int64
}

extension Moment {
  /// As a message has it: `2026-03-01 00:00:00 (Europe/Berlin)`.
  ///
  /// - Parameter zone: of a time without an offset.
  package func inWords(zone: String) -> String {
    guard let offset else { return "\(text) (\(zone))" }
    let (hours, minutes) = (abs(offset) / 60, abs(offset) % 60)
    let shown = "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    return "\(text) (UTC\(offset == 0 ? "" : (offset < 0 ? "-" : "+") + shown))"
  }

  /// Reads `2026-03-01`, `2026-03-01T12:00:00.250` or RFC 3339 such as `2026-03-01T12:00:00+01:00`.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard bytes.count >= range.upperBound, bytes[range].allSatisfy({ (48...57).contains($0) }) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    func isMark(_ index: Int, _ marks: String) -> Bool {
      bytes.count > index && marks.utf8.contains(bytes[index])
    }
    guard let year = number(0..<4), isMark(4, "-"), let month = number(5..<7), isMark(7, "-"), let day = number(8..<10),
      (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    let days = Self.daysSince1970(year, month, day)
    guard bytes.count > 10 else {
      self.init(text: "\(text) 00:00:00", offset: nil, microseconds: Int64(days) * TimeSpan.microsecondsOfDay)
      return
    }
    guard isMark(10, "Tt "), let hour = number(11..<13), isMark(13, ":"), let minute = number(14..<16), isMark(16, ":"),
      let second = number(17..<19), hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0
    if isMark(19, ".,") {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      guard (1...9).contains(digits.count) else { return nil }
      for index in 0..<6 {
        fraction = fraction * 10 + (index < digits.count ? Int(digits[digits.startIndex + index] - 48) : 0)
      }
      rest = rest.dropFirst(1 + digits.count)
    }
    let local = Int64((days * 24 + hour) * 3600 + minute * 60 + second) * 1_000_000 + Int64(fraction)
    let digits = String(fraction + 1_000_000).dropFirst()
    let plain = "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))" + (fraction > 0 ? ".\(digits)" : "")
    guard let offset = Self.offset(rest) else {
      guard rest.isEmpty else { return nil }
      self.init(text: plain, offset: nil, microseconds: local)
      return
    }
    self.init(text: plain, offset: offset, microseconds: local - Int64(offset) * 60_000_000)
  }

  /// Minutes of `Z` or `+01:00`, up to the 14 hours that a clock may be ahead of UTC; nil for anything else.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.elementsEqual("Z".utf8) || bytes.elementsEqual("z".utf8) { return 0 }
    let parts = Array(bytes)
    guard parts.count == 6, "+-".utf8.contains(parts[0]), parts[3] == UInt8(ascii: ":"),
      [1, 2, 4, 5].allSatisfy({ (48...57).contains(parts[$0]) })
    else { return nil }
    func two(_ index: Int) -> Int { Int(parts[index] - 48) * 10 + Int(parts[index + 1] - 48) }
    let minutes = two(1) * 60 + two(4)
    guard two(4) < 60, minutes <= 14 * 60 else { return nil }
    return parts[0] == UInt8(ascii: "-") ? -minutes : minutes
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar, counted from March so that the leap day is the last of its year.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
