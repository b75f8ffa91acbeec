/// What an expression gives, as far as its text tells.
package enum ExpressionType: String, Sendable, CaseIterable {
  case number
  case text
  /// A condition.
  case truth
  /// A moment, or a date as its midnight.
  case time
  /// A column, or null: the schema will tell.
  case unknown

  /// The type as a message names it.
  package var description: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .truth: "a condition"
    case .time: "a time"
    case .unknown: "a value of any type"
    }
  }

  /// How a column is used that stands where this type is needed.
  package var columnUse: ColumnUse {
    switch self {
    case .number: .number
    case .text: .text
    case .truth: .truth
    case .time: .time
    case .unknown: .any
    }
  }
}
