import Tables
import Testing

@testable import Engines

@Suite struct CalendarTextTests {
  /// Days counted with Python: `(datetime.date(y, m, d) - datetime.date(1970, 1, 1)).days`.
  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (19_782, "2024-02-29"), (11_016, "2000-02-29"), (47_540, "2100-02-28"),
    (47_541, "2100-03-01"), (-719_162, "0001-01-01"), (2_932_896, "9999-12-31"), (-719_163, "0001-12-31 (BC)"),
    (2_932_897, "10000-01-01"), (Int32.max, "infinity"), (-Int32.max, "-infinity"),
  ])
  func daysBecomeDates(days: Int32, text: String) {
    #expect(CalendarText.date(days: days) == text)
  }

  @Test(arguments: [
    (0, ArrowFormat.TimeUnit.seconds, false, "1970-01-01 00:00:00"),
    (-1, .seconds, true, "1969-12-31 23:59:59+00"),
    (1_709_211_900_250, .milliseconds, false, "2024-02-29 13:05:00.25"),
    (1_709_211_900_000_001, .microseconds, true, "2024-02-29 13:05:00.000001+00"),
    (-1, .nanoseconds, false, "1969-12-31 23:59:59.999999999"),
    (Int64.max, .microseconds, false, "infinity"), (-Int64.max, .microseconds, true, "-infinity"),
  ])
  func ticksBecomeTimes(ticks: Int64, unit: ArrowFormat.TimeUnit, hasZone: Bool, text: String) {
    #expect(CalendarText.timestamp(ticks, ticksPerSecond: unit.ticksPerSecond, hasZone: hasZone) == text)
  }

  /// `datetime.datetime.fromtimestamp(..., datetime.UTC).isoformat()` of Python, less the zeros at the end.
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"),
    (1_709_211_900_250_000, "2024-02-29T13:05:00.25Z"),
  ])
  func microsecondsBecomeMoments(microseconds: Int64, text: String) {
    #expect(CalendarText.utc(microseconds: microseconds) == text)
  }
}
