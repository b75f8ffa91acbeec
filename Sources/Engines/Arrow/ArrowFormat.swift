/// The Arrow types that can become a column.
enum ArrowFormat: Equatable {
  case null
  case boolean
  case signed(bytes: Int)
  case unsigned(bytes: Int)
  case float
  case double
  case decimal(scale: Int, bytes: Int)
  /// UTF-8 with offsets of 4 or 8 bytes.
  case string(offsetBytes: Int)
  case stringView
  /// Days since 1970-01-01, 4 bytes.
  case date
  case timestamp(TimeUnit, hasZone: Bool)

  enum TimeUnit: Character {
    case seconds = "s"
    case milliseconds = "m"
    case microseconds = "u"
    case nanoseconds = "n"

    var ticksPerSecond: Int64 {
      switch self {
      case .seconds: 1
      case .milliseconds: 1_000
      case .microseconds: 1_000_000
      case .nanoseconds: 1_000_000_000
      }
    }
  }

  /// Reads a format string of the C data interface; `nil` for a type that is not supported.
  init?(_ format: String) {
    switch format {
    case "n": self = .null
    case "b": self = .boolean
    case "c": self = .signed(bytes: 1)
    case "s": self = .signed(bytes: 2)
    case "i": self = .signed(bytes: 4)
    case "l": self = .signed(bytes: 8)
    case "C": self = .unsigned(bytes: 1)
    case "S": self = .unsigned(bytes: 2)
    case "I": self = .unsigned(bytes: 4)
    case "L": self = .unsigned(bytes: 8)
    case "f": self = .float
    case "g": self = .double
    case "u": self = .string(offsetBytes: 4)
    case "U": self = .string(offsetBytes: 8)
    case "vu": self = .stringView
    case "tdD": self = .date
    default:
      if format.hasPrefix("d:") {
        self.init(decimal: format.dropFirst(2))
      } else if format.hasPrefix("ts"), let unit = format.dropFirst(2).first.flatMap(TimeUnit.init(rawValue:)) {
        self = .timestamp(unit, hasZone: !format.hasSuffix(":"))
      } else {
        return nil
      }
    }
  }

  /// Reads `precision,scale` or `precision,scale,bits`; 128 bits unless told.
  private init?(decimal parameters: Substring) {
    let numbers = parameters.split(separator: ",").map { Int($0) }
    guard (2...3).contains(numbers.count), let scale = numbers[1], let bits = numbers.count == 3 ? numbers[2] : 128,
      [32, 64, 128].contains(bits)
    else { return nil }
    self = .decimal(scale: scale, bytes: bits / 8)
  }
}
