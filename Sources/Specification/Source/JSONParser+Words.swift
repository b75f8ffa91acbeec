import Diagnostics

extension JSONParser {
  /// Reads `true`, `false` or `null`, or says what the text that stands there should have been.
  mutating func word() throws(SyntaxFault) -> SpecNode.Value {
    guard let scalar = cursor.current else {
      throw fault(
        "expected a value, found the end of the file", remedy: "write the value, and close what is still open")
    }
    guard isWordCharacter(scalar) else {
      throw fault("expected a value, \(found())", remedy: commentRemedy ?? remedy(for: scalar))
    }
    var ahead = cursor
    let word = ahead.take(while: isWordCharacter)
    let value: SpecNode.Value
    switch word {
    case "true": value = .bool(true)
    case "false": value = .bool(false)
    case "null": value = .null
    default: throw fault("expected a value, found \(quoted(word))", remedy: remedy(for: word))
    }
    cursor = ahead
    return value
  }

  private func remedy(for scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}", "`":
      "put strings in straight double quotes: \"text\""
    case ",", ":", "]", "}": "write a value before \"\(scalar)\""
    default: "a value is a string, number, true, false, null, list or object"
    }
  }

  private func remedy(for word: String) -> String {
    switch word.lowercased() {
    case "true", "false", "null": return "write \(word.lowercased())"
    case "none", "nil", "undefined": return "write null"
    case "nan", "inf", "infinity", "+infinity", "+inf": return "JSON allows finite numbers only"
    default: break
    }
    if word.hasPrefix("."), Double(word) != nil { return "write 0\(word)" }
    if word.hasPrefix("+"), Double(word) != nil { return "write \(word.dropFirst())" }
    return "put text in double quotes: \(quoted(word))"
  }
}
