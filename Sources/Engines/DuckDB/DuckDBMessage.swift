/// DuckDB's error text: a class of error, a colon, a summary, and often more lines.
struct DuckDBMessage {
  let text: String

  /// The error in our words for its class, with DuckDB's text split into its first line and the rest.
  var error: EngineError {
    let (label, message) = labelAndMessage
    let kind = Self.kind(of: label)
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(Self.withoutTrailingSpace)
    let summary = lines.first.flatMap { $0.isEmpty ? nil : $0 } ?? "DuckDB gives no reason"
    let rest = lines.dropFirst().drop { $0.isEmpty }
    let detail = rest.prefix(rest.count - rest.reversed().prefix { $0.isEmpty }.count)
    return switch kind {
    case .interrupted: .queryInterrupted
    // DuckDB's advice is SET statements, which nobody can run here.
    case .memory: EngineError(kind, summary, detail: "Give the engine more memory, or fewer threads.")
    default: EngineError(kind, summary, detail: detail.isEmpty ? nil : detail.joined(separator: "\n"))
    }
  }

  /// Splits `Binder Error: ...`; the label is empty when the text does not begin with one.
  private var labelAndMessage: (label: String, message: String) {
    let label = text.prefix { $0 != ":" && $0 != "\n" }
    guard label.hasSuffix(" Error"), text.dropFirst(label.count).hasPrefix(": ") else { return ("", text) }
    return (String(label.dropLast(6)), String(text.dropFirst(label.count + 2)))
  }

  private static func withoutTrailingSpace(_ line: Substring) -> String {
    String(line.prefix(line.count - line.reversed().prefix { $0.isWhitespace }.count))
  }

  private static func kind(of label: String) -> EngineError.Kind {
    switch label {
    case "Parser", "Syntax": .syntax
    case "Binder", "Catalog", "Parameter Not Resolved", "Expression": .binding
    case "Permission": .permission
    case "IO", "HTTP", "Missing Extension", "Extension Autoloading": .io
    case "Out of Memory": .memory
    case "INTERRUPT": .interrupted
    case "Conversion", "Out of Range", "Mismatch Type": .conversion
    case "Invalid Input", "Invalid Configuration", "Invalid type", "Divide by Zero", "Not implemented": .invalidInput
    default: .other
    }
  }
}
