/// Dates and times as text, counted from 1970 in UTC.
///
/// The calendar is the Gregorian one, also before 1582.
package enum CalendarText {
  /// `2024-02-29`, as `CAST(... AS VARCHAR)` writes it in DuckDB.
  package static func date(days: Int32) -> String {
    if let infinity = infinity(days) { return infinity }
    let (date, era) = civil(days: Int64(days))
    return date + era
  }

  /// `2024-02-29 13:05:00.25`, with `+00` when the type has a time zone, as `CAST(... AS VARCHAR)` writes it in DuckDB.
  package static func timestamp(_ ticks: Int64, ticksPerSecond: Int64, hasZone: Bool) -> String {
    if let infinity = infinity(ticks) { return infinity }
    let (date, time, era) = parts(ticks, ticksPerSecond)
    return "\(date) \(time)\(hasZone ? "+00" : "")\(era)"
  }

  /// `2024-02-29T13:05:00.25Z`, as RFC 3339 writes it.
  package static func utc(microseconds: Int64) -> String {
    let (date, time, era) = parts(microseconds, 1_000_000)
    return "\(date)T\(time)Z\(era)"
  }

  private static func parts(_ ticks: Int64, _ ticksPerSecond: Int64) -> (date: String, time: String, era: String) {
    let (seconds, fraction) = floorDivision(ticks, by: ticksPerSecond)
    let (days, second) = floorDivision(seconds, by: 86_400)
    let (date, era) = civil(days: days)
    let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    return (date, time + fractionText(fraction, ticksPerSecond), era)
  }

  /// DuckDB keeps the two ends of the range for infinity.
  private static func infinity<Count: FixedWidthInteger & SignedInteger>(_ count: Count) -> String? {
    if count == Count.max { return "infinity" }
    return count == -Count.max ? "-infinity" : nil
  }

  private static func fractionText(_ fraction: Int64, _ ticksPerSecond: Int64) -> String {
    guard fraction > 0 else { return "" }
    let digits = padded(fraction, "\(ticksPerSecond)".count - 1)
    return "." + digits.prefix(digits.count - digits.reversed().prefix { $0 == "0" }.count)
  }

  /// Year, month and day, and the mark of years before 1.
  ///
  /// The year begins in March here, so that the leap day is its last (H. Hinnant, "chrono-Compatible Low-Level Date
  /// Algorithms", `civil_from_days`).
  private static func civil(days: Int64) -> (date: String, era: String) {
    let (era, dayOfEra) = floorDivision(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = "\(padded(year > 0 ? year : 1 - year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    return (date, year > 0 ? "" : " (BC)")
  }

  private static func floorDivision(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = "\(value)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
