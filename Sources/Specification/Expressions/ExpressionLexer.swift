import Diagnostics
internal import Terms

/// Cuts the text of an expression into tokens.
struct ExpressionLexer {
  private let source: PlacedText
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ source: PlacedText) {
    self.source = source
    scalars = Array(source.text.unicodeScalars)
  }

  /// All tokens, with an `.end` behind the last.
  static func tokens(of source: PlacedText) throws(SyntaxFault) -> [Token] {
    var lexer = ExpressionLexer(source)
    guard lexer.scalars.count <= SpecLimits.expressionLength else {
      throw SyntaxFault(
        .expressionTooLong, at: source.place,
        "the expression has \(lexer.scalars.count) characters, but at most \(SpecLimits.expressionLength) are allowed",
        remedy: "compute a column in the data and name it here")
    }
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(SyntaxFault) -> Token {
    while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { index += 1 }
    let start = index
    guard let scalar = current else { return Token(kind: .end, start: start) }
    switch scalar {
    case "'": return Token(kind: .text(try delimited(by: "'", "text")), start: start)
    case "\"":
      let name = try delimited(by: "\"", "column name")
      guard !name.isEmpty else { throw fault(start, "the column name is empty", remedy: "write it between the quotes") }
      return Token(kind: .quotedName(name), start: start)
    case "0"..."9": return Token(kind: .number(try number()), start: start)
    case _ where scalar == "_" || scalar.properties.isAlphabetic:
      return Token(kind: .word(take(while: isNameCharacter)), start: start)
    default: return Token(kind: .symbol(try symbol()), start: start)
    }
  }

  /// A text or name between delimiters; a doubled delimiter stands for one.
  private mutating func delimited(by delimiter: Unicode.Scalar, _ what: String) throws(SyntaxFault) -> String {
    let start = index
    var result = String.UnicodeScalarView()
    index += 1
    while let scalar = current {
      index += 1
      if scalar == delimiter {
        guard current == delimiter else { return String(result) }
        index += 1
      }
      result.append(scalar)
    }
    throw fault(
      start, "the \(what) is not closed",
      remedy: "close it with \(delimiter), and write \(delimiter) inside it as \(delimiter)\(delimiter)")
  }

  private mutating func number() throws(SyntaxFault) -> String {
    let start = index
    var text = take { isNameCharacter($0) || $0 == "." }
    if let last = text.last, last == "e" || last == "E", let sign = current, sign == "+" || sign == "-" {
      index += 1
      text += String(sign) + take(while: isNameCharacter)
    }
    let parts = text.lowercased().split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    let exponent = parts.count == 2 ? parts[1].drop { $0 == "+" || $0 == "-" } : "0"
    let isPlain = decimalNumber(parts[0]) != nil && !exponent.isEmpty && exponent.allSatisfy(isDigit)
    let hasLeadingZero = parts[0].count > 1 && parts[0].hasPrefix("0") && !parts[0].hasPrefix("0.")
    guard isPlain, !hasLeadingZero else {
      throw fault(start, "\(quoted(text)) is not a number", remedy: "write numbers like 12, 0.5 or 1e6")
    }
    guard let value = Double(text), value.isFinite else {
      throw SyntaxFault(
        .numberOverflow, at: source.place(at: start), "the number \(shortened(text)) is too large",
        remedy: "the largest magnitude is 1.797e308")
    }
    return text
  }

  private mutating func symbol() throws(SyntaxFault) -> String {
    for (foreign, message, remedy) in ForeignSymbol.all where starts(with: foreign) && !starts(with: "!=") {
      throw fault(index, message, remedy: remedy)
    }
    for symbol in ["!=", "<>", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","] where starts(with: symbol)
    {
      index += symbol.unicodeScalars.count
      return symbol
    }
    let scalar = scalars[index]
    throw fault(
      index, "the character \(quoted(String(scalar))) has no meaning in an expression",
      remedy: "put text in single quotes and column names with such characters in double quotes")
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func starts(with text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

  private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    var result = String.UnicodeScalarView()
    while let scalar = current, condition(scalar) {
      result.append(scalar)
      index += 1
    }
    return String(result)
  }

  private func fault(_ start: Int, _ message: String, remedy: String) -> SyntaxFault {
    SyntaxFault(.expressionSyntax, at: source.place(at: start), message, remedy: remedy)
  }
}

/// A character of a name without quotes: a letter, a digit or `_`.
private func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
}
