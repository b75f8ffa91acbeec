import Diagnostics

extension JSONParser {
  /// Reads a number: `-`? (0 | [1-9][0-9]*) ( `.` [0-9]+ )? ( [eE] [+-]? [0-9]+ )?, within the range of a `Double`.
  mutating func number() throws(SyntaxFault) -> SpecNode.Value {
    let place = cursor.place
    var ahead = cursor
    let text = ahead.take(while: isWordCharacter)
    guard let problem = problem(of: text) else {
      cursor = ahead
      guard let value = Double(text), value.isFinite else {
        throw SyntaxFault(
          .numberOverflow, at: place, "the number \(shortened(text)) is too large",
          remedy: "the largest magnitude is 1.797e308")
      }
      return .number(text: text, value: value)
    }
    throw fault("\(quoted(text)) is not a number", remedy: problem)
  }

  /// What to write instead, when the text is not a number of JSON.
  private func problem(of text: String) -> String? {
    var rest = text[...]
    if rest.hasPrefix("-") { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    if whole.isEmpty {
      return rest.hasPrefix(".") ? "write a digit before the decimal point" : "write digits after \"-\""
    }
    if whole.count > 1, whole.hasPrefix("0") { return "remove the leading zeros, or write text in double quotes" }
    rest.removeFirst(whole.count)
    if rest.hasPrefix(".") {
      rest.removeFirst()
      let fraction = rest.prefix(while: isDigit)
      if fraction.isEmpty { return "write a digit after the decimal point" }
      rest.removeFirst(fraction.count)
    }
    if rest.hasPrefix("e") || rest.hasPrefix("E") {
      rest.removeFirst()
      if rest.hasPrefix("+") || rest.hasPrefix("-") { rest.removeFirst() }
      let exponent = rest.prefix(while: isDigit)
      if exponent.isEmpty { return "write a digit after the exponent's \"e\"" }
      rest.removeFirst(exponent.count)
    }
    return rest.isEmpty ? nil : "write digits only, or put text in double quotes: \(quoted(text))"
  }
}

/// One of the ten digits of ASCII.
func isDigit(_ character: Character) -> Bool {
  ("0"..."9").contains(character) && character.isASCII
}
