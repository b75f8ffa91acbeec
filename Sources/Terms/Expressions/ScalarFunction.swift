/// The functions of the expression language, written without regard to case.
package enum ScalarFunction: String, Sendable, CaseIterable {
  // MARK: Any type
  /// The first argument that is not null.
  case coalesce
  /// Null where both arguments are equal, else the first.
  case nullif
  case least
  case greatest

  // MARK: Numbers
  case abs
  case ceil
  case exp
  case floor
  /// The natural logarithm; null of what is not above zero.
  case ln
  case log10
  /// To a number of decimals; halves away from zero.
  case round
  /// Null of what is below zero.
  case sqrt
  /// The number that a text is; null where it is none.
  case number

  // MARK: Texts
  case concat
  case length
  case lower
  case replace
  /// From a character, counted from 1, to the end or a number of characters.
  case substr
  case text
  case trim
  case upper

  // MARK: Times, by the clock of the data
  /// The midnight at which the day of a time began.
  case date
  case year
  case month
  case day
  case hour
  /// 1 for Monday to 7 for Sunday.
  case weekday
  /// From the first time to the second: days of the calendar, or hours, minutes or seconds that passed.
  case dateDiff = "date_diff"
}

extension ScalarFunction {
  /// What a function takes and gives.
  package struct Signature: Sendable {
    /// The types of the arguments; the last one is that of all further ones.
    package let arguments: [ExpressionType]
    package let least: Int
    /// nil where there is no upper bound.
    package let most: Int?
    /// `.unknown` where the arguments decide, which then have one type.
    package let result: ExpressionType
    /// The call as a message shows it.
    package let example: String

    fileprivate init(
      _ result: ExpressionType, _ arguments: [ExpressionType], least: Int? = nil, isOpen: Bool = false,
      _ example: String
    ) {
      (self.result, self.arguments, self.example) = (result, arguments, example)
      self.least = least ?? arguments.count
      most = isOpen ? nil : arguments.count
    }

    package func type(of argument: Int) -> ExpressionType { arguments[min(argument, arguments.count - 1)] }
  }

  package var signature: Signature {
    switch self {
    case .coalesce, .least, .greatest: Signature(.unknown, [.unknown, .unknown], isOpen: true, "(x, y, ...)")
    case .nullif: Signature(.unknown, [.unknown, .unknown], "(x, y)")
    case .abs, .ceil, .exp, .floor, .ln, .log10, .sqrt: Signature(.number, [.number], "(x)")
    case .round: Signature(.number, [.number, .number], least: 1, "(x, 2)")
    case .number: Signature(.number, [.text], "(x)")
    case .concat: Signature(.text, [.text, .text], isOpen: true, "(x, y, ...)")
    case .length: Signature(.number, [.text], "(x)")
    case .lower, .trim, .upper: Signature(.text, [.text], "(x)")
    case .replace: Signature(.text, [.text, .text, .text], "(x, 'old', 'new')")
    case .substr: Signature(.text, [.text, .number, .number], least: 2, "(x, 1, 3)")
    case .text: Signature(.text, [.unknown], "(x)")
    case .date: Signature(.time, [.time], "(x)")
    case .year, .month, .day, .hour, .weekday: Signature(.number, [.time], "(x)")
    case .dateDiff: Signature(.number, [.text, .time, .time], "('day', x, y)")
    }
  }

  /// What the first argument of `date_diff` may be.
  package static let timeParts = ["day", "hour", "minute", "second"]
}
