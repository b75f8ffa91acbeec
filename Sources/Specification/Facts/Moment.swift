import Diagnostics

/// A point in time as a spec writes it: a date, which is local midnight, a local time, or a time with its offset from UTC.
public struct Moment: Sendable, Hashable {
  /// `2026-03-01 00:00:00`, where the offset is not zero in the time that it names.
  public let text: String
  /// Minutes that the time is ahead of UTC; nil where the time zone of the data decides.
  public let offset: Int?

  /// Microseconds since 1970 as if a local time were UTC.
  package let microseconds: Int64
}

extension Moment {
  /// Reads `2026-03-01`, `2026-03-01T12:00:00` or RFC 3339 such as `2026-03-01T12:00:00+01:00`.
  init?(_ text: String) {
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
    let seconds = (days * 24 + hour) * 3600 + minute * 60 + second
    let plain = "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    let rest = bytes[19...]
    if rest.isEmpty {
      self.init(text: plain, offset: nil, microseconds: Int64(seconds) * 1_000_000)
    } else if rest.elementsEqual("Z".utf8) || rest.elementsEqual("z".utf8) {
      self.init(text: plain, offset: 0, microseconds: Int64(seconds) * 1_000_000)
    } else if bytes.count == 25, isMark(19, "+-"), isMark(22, ":"), let hours = number(20..<22),
      let minutes = number(23..<25), hours < 24, minutes < 60
    {
      let offset = (hours * 60 + minutes) * (isMark(19, "-") ? -1 : 1)
      self.init(text: plain, offset: offset, microseconds: Int64(seconds - offset * 60) * 1_000_000)
    } else {
      return nil
    }
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

extension ValueReader {
  func moment() -> Positioned<Moment>? {
    let remedy = "write a date such as \"2026-03-01\", or a time such as \"2026-03-01T12:00:00+01:00\""
    guard case .string(let text) = node.value else { return mismatch("a date or time", remedy: remedy) }
    guard let moment = Moment(text.text) else {
      faults.error(.invalidTime, at: place, "\(name) is not a date or time: \(quoted(text.text))", remedy: remedy)
      return nil
    }
    return Positioned(moment, at: place)
  }
}
