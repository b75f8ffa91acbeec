/// What a length of time is counted in.
package enum TimeUnit: Character, Sendable, CaseIterable {
  case seconds = "s"
  case minutes = "m"
  case hours = "h"
  case days = "d"
  case weeks = "w"

  package var microseconds: Int64 {
    switch self {
    case .seconds: 1_000_000
    case .minutes: 60_000_000
    case .hours: 3_600_000_000
    case .days: TimeSpan.microsecondsOfDay
    case .weeks: 7 * TimeSpan.microsecondsOfDay
    }
  }

  package var name: String {
    switch self {
    case .seconds: "seconds"
    case .minutes: "minutes"
    case .hours: "hours"
    case .days: "days"
    case .weeks: "weeks"
    }
  }
}
