/// How tightly operators bind, from loose to tight.
enum Precedence: Int, Comparable {
  case or = 1
  case and
  case not
  /// `= != < <= > >=`, `in`, `between`, `like`, `is null`: they do not chain.
  case comparison
  case additive
  case multiplicative
  case sign

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}
