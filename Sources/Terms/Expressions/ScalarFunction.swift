/// The functions of the expression language, written without regard to case.
package enum ScalarFunction: String, Sendable, CaseIterable {
  /// The first argument that is not null.
  case coalesce
  case abs
  /// The natural logarithm.
  case ln
  case least
  case greatest
  /// The number of characters of a text.
  case length
  case lower

  /// How many arguments the function takes; nil where there is no upper bound.
  package var arguments: (least: Int, most: Int?) {
    switch self {
    case .coalesce, .least, .greatest: (2, nil)
    case .abs, .ln, .length, .lower: (1, 1)
    }
  }
}
