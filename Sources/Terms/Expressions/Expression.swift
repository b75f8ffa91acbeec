package import Diagnostics

/// A condition or value of abtest's own small language, with the place of every part; it knows no SQL.
///
/// Trees are at most `SpecLimits.expressionDepth` high, so that recursion over them is safe.
package struct Expression: Sendable, Equatable {
  package indirect enum Node: Sendable, Equatable {
    case column(ColumnReference)
    /// A number without a sign, as written.
    case number(String)
    case text(String)
    /// A text in the place of a time.
    case moment(Moment)
    case truth(Bool)
    case null
    case not(Expression)
    case minus(Expression)
    case arithmetic(ArithmeticOperator, Expression, Expression)
    case comparison(ComparisonOperator, Expression, Expression)
    /// Two or more conditions, of which each holds.
    case and([Expression])
    /// Two or more conditions, of which at least one holds.
    case or([Expression])
    case isIn(Expression, [Expression], negated: Bool)
    case between(Expression, low: Expression, high: Expression, negated: Bool)
    case isNull(Expression, negated: Bool)
    case like(Expression, pattern: Expression, negated: Bool)
    case call(ScalarFunction, [Expression])
    case cases([Branch], otherwise: Expression?)
  }

  package struct Branch: Sendable, Equatable {
    package let condition: Expression
    package let value: Expression

    package init(condition: Expression, value: Expression) { (self.condition, self.value) = (condition, value) }
  }

  package let node: Node
  /// The first character of the expression.
  package let place: SourcePlace
  /// The number of levels of the tree: 1 for a column or constant.
  package let height: Int

  package init(_ node: Node, at place: SourcePlace) {
    self.node = node
    self.place = place
    height = 1 + (node.parts.map(\.height).max() ?? 0)
  }

  /// The parts that the expression is made of directly, in the order of the text.
  package var parts: [Expression] { node.parts }

  /// Every mention of a column, in the order of the text.
  package var columns: [ColumnReference] {
    if case .column(let reference) = node { return [reference] }
    return parts.flatMap(\.columns)
  }
}

extension Expression.Node {
  fileprivate var parts: [Expression] {
    switch self {
    case .column, .number, .text, .moment, .truth, .null: []
    case .not(let part), .minus(let part), .isNull(let part, _): [part]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right), .like(let left, let right, _):
      [left, right]
    case .and(let parts), .or(let parts), .call(_, let parts): parts
    case .isIn(let value, let list, _): [value] + list
    case .between(let value, let low, let high, _): [value, low, high]
    case .cases(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
    }
  }
}
