/// How a column writes times that are not of a type of their own.
package enum TimeFormat: Sendable, Hashable {
  /// Dates, local times, and times with their offset from UTC, as ISO 8601 has them.
  case iso
  /// The words of `strptime`.
  case pattern(TimePattern)
  /// The time since 1970 in UTC, as a number.
  case epoch(Epoch)
  /// Days since 1899-12-30 with a fraction, of a local clock: the serial number of a spreadsheet.
  case excel

  package enum Epoch: String, Sendable, CaseIterable {
    case seconds = "epoch-s"
    case milliseconds = "epoch-ms"
    case microseconds = "epoch-us"

    package var microsecondsOfUnit: Int {
      switch self {
      case .seconds: 1_000_000
      case .milliseconds: 1000
      case .microseconds: 1
      }
    }
  }
}

extension TimeFormat {
  /// Whether times are numbers.
  package var isNumeric: Bool {
    switch self {
    case .iso, .pattern: false
    case .epoch, .excel: true
    }
  }

  /// As the value of `time_format`; nil where the key is left out.
  package var inSpec: String? {
    switch self {
    case .iso: nil
    case .pattern(let pattern): pattern.text
    case .epoch(let unit): unit.rawValue
    case .excel: "excel"
    }
  }

  /// The formats that may be proposed for texts that are not ISO times.
  package static let candidates: [TimeFormat] = {
    let days = [
      "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d", "%Y.%m.%d", "%d.%m.%y",
      "%m/%d/%y",
      "%d/%m/%y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%a, %d %b %Y", "%Y-%m-%d",
    ]
    let clocks = [
      "", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", ", %I:%M %p", " %H:%M:%S %z",
      "T%H:%M:%S", "T%H:%M:%S.%f", " %H.%M",
    ]
    let patterns =
      days.flatMap { day in clocks.map { TimePattern(day + $0) } }
      + ["%d/%b/%Y:%H:%M:%S %z", "%Y%m%d%H%M", "%Y%m%d%H%M%S"].map { TimePattern($0) }
    return patterns.compactMap(\.self).map(TimeFormat.pattern) + Epoch.allCases.map(TimeFormat.epoch) + [.excel]
  }()
}
