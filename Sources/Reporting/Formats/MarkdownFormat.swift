internal import Inference

/// `report.md`: GitHub-flavored Markdown.
package enum MarkdownFormat: ReportFormat {
  package static let key = "markdown"
  package static let fileName = "report.md"

  package static func render(_ report: Report) -> String {
    report.blocks.map(text).joined(separator: "\n\n") + "\n"
  }

  private static func text(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + escaped(text)
    case .paragraph(let phrase): paragraph(phrase.text)
    case .callout(_, let phrase): "> **" + escaped(phrase.text) + "**"
    case .bullets(let lines): lines.map { "- " + paragraph($0.text) }.joined(separator: "\n")
    case .table(let table): self.table(table)
    }
  }

  private static func table(_ table: NumericTable) -> String {
    let header = row(table.columns.map { escaped($0.title.text) })
    let rule = row(table.columns.map { $0.alignment == .trailing ? "---:" : "---" })
    return ([header, rule] + table.rows.map { row($0.map { escaped($0.content.text) }) }).joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// What Markdown or HTML would take for markup is escaped; line breaks become spaces, other controls vanish.
  ///
  /// By scalars, as readers of the file see it: "|" with a combining mark on it still ends a cell.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\" + String(scalar)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\n", "\r", "\t", "\u{85}", "\u{2028}", "\u{2029}": result += " "
      case _ where scalar.properties.generalCategory == .control: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text of a paragraph, which must not begin like a list or a rule.
  private static func paragraph(_ text: String) -> String {
    let safe = escaped(text)
    let trimmed = safe.drop { $0 == " " }
    guard let first = trimmed.unicodeScalars.first else { return "" }
    if "-+=".unicodeScalars.contains(first) { return "\\" + trimmed }
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
    let rest = trimmed.dropFirst(digits.count)
    guard !digits.isEmpty, let sign = rest.first, ".)".contains(sign) else { return String(trimmed) }
    return digits + "\\" + rest
  }
}
