import Diagnostics
internal import Terms

extension ExpressionParser {
  func fault(_ token: Token, _ message: String, remedy: String) -> SyntaxFault {
    SyntaxFault(.expressionSyntax, at: place(of: token), message, remedy: remedy)
  }

  func tooDeep(at place: SourcePlace) -> SyntaxFault {
    SyntaxFault(
      .tooDeep, at: place, "the expression is nested more than \(SpecLimits.expressionDepth) levels deep",
      remedy: "compute a column in the data and name it here; many values of one column fit into one \"in (...)\"")
  }

  /// The fault that no value stands where one is needed.
  func noValue() -> SyntaxFault {
    if current.kind == .end {
      return current.start == 0 || source.text.allSatisfy(\.isWhitespace)
        ? fault(current, "the expression is empty", remedy: "write a condition, for example country = 'DE'")
        : fault(current, "the expression ends where a value is expected", remedy: "write a column, number or 'text'")
    }
    if let keyword = current.keyword {
      return fault(
        current, "expected a value, found \(current.description)",
        remedy:
          "write a column, number or 'text'; a column named \(keyword.rawValue) is written \\\"\(keyword.rawValue)\\\"")
    }
    return fault(current, "expected a value, found \(current.description)", remedy: "write a column, number or 'text'")
  }

  /// The fault that something stands behind a complete expression.
  func trailing() -> SyntaxFault {
    if current.kind == .symbol(")") {
      return fault(current, "\")\" has no matching \"(\"", remedy: "remove it, or add the missing \"(\"")
    }
    return fault(
      current, "expected the end of the expression, found \(current.description)",
      remedy: "join conditions with and or or; put text in single quotes")
  }
}
