import Diagnostics

/// A piece of an expression's text that has a meaning of its own.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(String)
    case text(String)
    /// A word without quotes: keyword, function or column.
    case word(String)
    /// A column in double quotes, without them.
    case quotedName(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// The index of its first Unicode scalar.
  let start: Int

  /// The keyword that the token is, in lower case.
  var keyword: Keyword? {
    guard case .word(let word) = kind else { return nil }
    return Keyword(rawValue: word.lowercased())
  }

  /// The token as a message names it.
  var description: String {
    switch kind {
    case .number(let text), .word(let text), .symbol(let text): quoted(text)
    case .text(let text): "the text '\(shortened(text))'"
    case .quotedName(let name): "the column \(quoted(name))"
    case .end: "the end of the expression"
    }
  }
}

/// Words that cannot name a column without quotes; case does not matter.
enum Keyword: String, CaseIterable {
  case and, or, not, between, like, null, `is`, `in`, `true`, `false`, `case`, when, then, `else`, end
}
