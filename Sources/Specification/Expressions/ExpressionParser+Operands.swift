import Diagnostics
internal import Terms

extension ExpressionParser {
  /// Reads a constant, column, function call or `case`.
  mutating func operand() throws(SyntaxFault) -> Expression {
    let token = current
    let node: Expression.Node
    switch token.kind {
    case .number(let text): node = .number(text)
    case .text(let text): node = .text(text)
    case .quotedName(let name): node = .column(ColumnReference(name, at: place(of: token)))
    case .word(let word): return Expression(try self.word(word), at: place(of: token))
    case .symbol, .end: throw noValue()
    }
    _ = advance()
    return Expression(node, at: place(of: token))
  }

  private mutating func word(_ word: String) throws(SyntaxFault) -> Expression.Node {
    let token = current
    switch token.keyword {
    case .true, .false:
      _ = advance()
      return .truth(token.keyword == .true)
    case .null:
      _ = advance()
      return .null
    case .case: return try cases()
    case .and, .or, .not, .between, .like, .is, .in, .when, .then, .else, .end: throw noValue()
    case nil: break
    }
    if word.lowercased() == "select" {
      throw fault(
        token, "\(quoted(word)) is not part of an expression",
        remedy: "there are no subqueries; a column of this name is written \\\"\(word)\\\"")
    }
    _ = advance()
    return current.kind == .symbol("(") ? try call(word, token) : .column(ColumnReference(word, at: place(of: token)))
  }

  private mutating func call(_ word: String, _ token: Token) throws(SyntaxFault) -> Expression.Node {
    guard let function = ScalarFunction(rawValue: word.lowercased()) else {
      let names = ScalarFunction.allCases.map(\.rawValue)
      let near = suggestion(for: word, among: names)
      throw SyntaxFault(
        .unknownFunction, at: place(of: token), "unknown function \(quoted(word))",
        remedy: (near.map { "did you mean \(quoted($0))? " } ?? "") + "the functions are \(listed(names))")
    }
    let arguments = try list(function.rawValue)
    let signature = function.signature
    guard arguments.count >= signature.least, arguments.count <= signature.most ?? .max else {
      let (least, most) = (signature.least, signature.most)
      let wanted = most == nil ? "\(least) or more" : most == least ? "\(least)" : "\(least) or \(most ?? least)"
      throw SyntaxFault(
        .functionArguments, at: place(of: token),
        "\(quoted(function.rawValue)) takes \(wanted) argument\(wanted == "1" ? "" : "s"), found \(arguments.count)",
        remedy: "write \(function.rawValue)\(signature.example)")
    }
    return .call(function, arguments)
  }

  /// Reads one or more expressions in parentheses.
  mutating func list(_ owner: String) throws(SyntaxFault) -> [Expression] {
    let open = current
    guard skip("(") else {
      throw fault(
        open, "expected \"(\" after \(quoted(owner)), found \(open.description)", remedy: "write \(owner) (1, 2, 3)")
    }
    var elements: [Expression] = []
    repeat { elements.append(try nested(.or)) } while skip(",")
    try expect(")", closing: open)
    return elements
  }

  private mutating func cases() throws(SyntaxFault) -> Expression.Node {
    let remedy = "write case when condition then value else value end"
    _ = advance()
    var branches: [Expression.Branch] = []
    while skip(.when) {
      let condition = try nested(.or)
      guard skip(.then) else {
        throw fault(current, "expected \"then\", found \(current.description)", remedy: remedy)
      }
      branches.append(Expression.Branch(condition: condition, value: try nested(.or)))
    }
    guard !branches.isEmpty else {
      throw fault(current, "expected \"when\" after \"case\", found \(current.description)", remedy: remedy)
    }
    let otherwise = skip(.else) ? try nested(.or) : nil
    guard skip(.end) else {
      throw fault(current, "expected \"end\" of \"case\", found \(current.description)", remedy: remedy)
    }
    return .cases(branches, otherwise: otherwise)
  }
}
