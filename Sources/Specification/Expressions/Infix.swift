internal import Terms

/// An operator that stands behind its first operand.
enum Infix {
  case or
  case and
  case comparison(ComparisonOperator)
  case isNull
  case isIn(negated: Bool)
  case between(negated: Bool)
  case like(negated: Bool)
  case arithmetic(ArithmeticOperator)

  /// The operator that a token begins; `next` tells what a `not` belongs to.
  init?(_ token: Token, next: Token) {
    if case .symbol(let symbol) = token.kind {
      if let operation = ComparisonOperator(rawValue: symbol == "<>" ? "!=" : symbol) {
        self = .comparison(operation)
      } else if let operation = ArithmeticOperator(rawValue: symbol) {
        self = .arithmetic(operation)
      } else {
        return nil
      }
      return
    }
    let negated = token.keyword == .not
    switch negated ? next.keyword : token.keyword {
    case .or where !negated: self = .or
    case .and where !negated: self = .and
    case .is where !negated: self = .isNull
    case .in: self = .isIn(negated: negated)
    case .between: self = .between(negated: negated)
    case .like: self = .like(negated: negated)
    default: return nil
    }
  }

  var precedence: Precedence {
    switch self {
    case .or: .or
    case .and: .and
    case .comparison, .isNull, .isIn, .between, .like: .comparison
    case .arithmetic(.add), .arithmetic(.subtract): .additive
    case .arithmetic(.multiply), .arithmetic(.divide): .multiplicative
    }
  }
}
