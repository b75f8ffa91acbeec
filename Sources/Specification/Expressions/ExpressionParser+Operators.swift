internal import Terms

extension ExpressionParser {
  /// Reads the rest of an operator's expression, whose first operand is known.
  mutating func apply(_ operation: Infix, to left: Expression) throws(SyntaxFault) -> Expression {
    let result = Expression(try node(operation, left), at: left.place)
    if operation.precedence == .comparison, infix?.precedence == .comparison {
      throw fault(
        current, "comparisons cannot be chained, found a second one at \(current.description)",
        remedy: "write a < b and b < c, or put the first comparison in parentheses")
    }
    return result
  }

  private mutating func node(_ operation: Infix, _ left: Expression) throws(SyntaxFault) -> Expression.Node {
    switch operation {
    case .or: return .or(try chain(.or, left, of: .and))
    case .and: return .and(try chain(.and, left, of: .not))
    case .comparison(let sign):
      _ = advance()
      return .comparison(sign, left, try expression(.additive))
    case .arithmetic(let sign):
      _ = advance()
      return .arithmetic(sign, left, try expression(operation.precedence == .additive ? .multiplicative : .sign))
    case .isNull:
      _ = advance()
      let negated = skip(.not)
      guard skip(.null) else {
        throw fault(
          current, "expected null after \"is\", found \(current.description)",
          remedy: "write is null or is not null, and compare with = otherwise")
      }
      return .isNull(left, negated: negated)
    case .isIn(let negated):
      skipOperator(negated: negated)
      return .isIn(left, try list("in"), negated: negated)
    case .like(let negated):
      skipOperator(negated: negated)
      return .like(left, pattern: try expression(.additive), negated: negated)
    case .between(let negated):
      skipOperator(negated: negated)
      let low = try expression(.additive)
      guard skip(.and) else {
        throw fault(
          current, "expected \"and\" between the bounds, found \(current.description)",
          remedy: "write x between low and high")
      }
      return .between(left, low: low, high: try expression(.additive), negated: negated)
    }
  }

  /// The operands of a chain of `and` or `or`, which is one node however long it is.
  private mutating func chain(
    _ keyword: Keyword, _ first: Expression, of tighter: Precedence
  ) throws(SyntaxFault) -> [Expression] {
    var operands = [first]
    while skip(keyword) { operands.append(try expression(tighter)) }
    return operands
  }

  private mutating func skipOperator(negated: Bool) {
    if negated { _ = advance() }
    _ = advance()
  }
}
