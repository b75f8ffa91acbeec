import Diagnostics
internal import Terms

/// Reads an expression by precedence climbing (Pratt 1973): every operator binds as tightly as `Precedence` says.
///
/// The first fault ends the reading.
struct ExpressionParser {
  let source: PlacedText
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  static func parse(_ source: PlacedText) throws(SyntaxFault) -> Expression {
    var parser = ExpressionParser(source: source, tokens: try ExpressionLexer.tokens(of: source))
    let expression = try parser.expression(.or)
    guard parser.current.kind == .end else { throw parser.trailing() }
    return expression
  }

  private init(source: PlacedText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  var current: Token { tokens[index] }

  func place(of token: Token) -> SourcePlace { source.place(at: token.start) }

  mutating func advance() -> Token {
    defer { if index + 1 < tokens.count { index += 1 } }
    return tokens[index]
  }

  mutating func skip(_ symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    _ = advance()
    return true
  }

  mutating func skip(_ keyword: Keyword) -> Bool {
    guard current.keyword == keyword else { return false }
    _ = advance()
    return true
  }

  /// The operator behind an operand, if one stands there.
  var infix: Infix? { Infix(current, next: tokens[min(index + 1, tokens.count - 1)]) }

  /// An expression inside another, which counts as a level.
  mutating func nested(_ loosest: Precedence) throws(SyntaxFault) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= SpecLimits.expressionDepth else { throw tooDeep(at: place(of: current)) }
    return try expression(loosest)
  }

  /// An expression whose operators bind at least as tightly as asked.
  mutating func expression(_ loosest: Precedence) throws(SyntaxFault) -> Expression {
    var left = try prefix(loosest)
    while let operation = infix, operation.precedence >= loosest {
      left = try apply(operation, to: left)
      guard left.height <= SpecLimits.expressionDepth else { throw tooDeep(at: left.place) }
    }
    return left
  }

  private mutating func prefix(_ loosest: Precedence) throws(SyntaxFault) -> Expression {
    let start = current
    if start.keyword == .not {
      guard loosest <= .not else {
        throw fault(start, "\"not\" is not allowed here", remedy: "put it in parentheses: (not ...)")
      }
      _ = advance()
      return Expression(.not(try nested(.not)), at: place(of: start))
    }
    if skip("-") { return Expression(.minus(try nested(.sign)), at: place(of: start)) }
    if skip("(") {
      let inner = try nested(.or)
      try expect(")", closing: start)
      return Expression(inner.node, at: place(of: start))
    }
    return try operand()
  }

  mutating func expect(_ symbol: String, closing open: Token) throws(SyntaxFault) {
    guard skip(symbol) else {
      let column = place(of: open).column
      throw fault(
        current, "expected \"\(symbol)\", found \(current.description)",
        remedy: "the parenthesis of column \(column) is still open")
    }
  }
}
