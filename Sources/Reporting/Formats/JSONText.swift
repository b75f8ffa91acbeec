/// A JSON value that prints with stable order and indentation.
package indirect enum JSONText: Sendable, Equatable {
  case string(String)
  case integer(Int)
  /// Not finite is `null`.
  case number(Double)
  case truth(Bool)
  case null
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  package static func == (left: JSONText, right: JSONText) -> Bool { left.rendered() == right.rendered() }

  package static func optional(_ text: String?) -> JSONText { text.map(JSONText.string) ?? .null }
  package static func optional(_ number: Double?) -> JSONText { number.map(JSONText.number) ?? .null }

  package func rendered(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return Self.quoted(text)
    case .integer(let number): return String(number)
    case .number(let number): return number.isFinite ? number.description : "null"
    case .truth(let truth): return truth ? "true" : "false"
    case .null: return "null"
    case .array(let items) where items.isEmpty: return "[]"
    case .array(let items):
      return "[\n" + items.map { inner + $0.rendered(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members) where members.isEmpty: return "{}"
    case .object(let members):
      let lines = members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.rendered(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
