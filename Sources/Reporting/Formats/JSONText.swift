internal import Inference

/// A record as JSON, with stable order and indentation.
enum JSONText {
  static func text(of record: Record, indent: String = "") -> String {
    let inner = indent + "  "
    switch record {
    case .text(let text): return text.map(quoted) ?? "null"
    case .phrase(let phrase): return quoted(phrase.text)
    case .count(let count): return count.map { String($0) } ?? "null"
    case .number(let number): return number.flatMap { $0.isFinite ? $0.description : nil } ?? "null"
    case .truth(let truth): return truth ? "true" : "false"
    case .list(let items) where items.isEmpty: return "[]"
    case .list(let items):
      return "[\n" + items.map { inner + text(of: $0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .members(let members) where members.isEmpty: return "{}"
    case .members(let members):
      let lines = members.map { "\(inner)\(quoted($0.name)): \(text(of: $0.value, indent: inner))" }
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
