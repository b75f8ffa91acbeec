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
    case .paragraph(let text): escaped(text)
    case .callout(_, let text): "> **" + escaped(text) + "**"
    case .bullets(let lines): lines.map { "- " + escaped($0) }.joined(separator: "\n")
    case .table(let table): self.table(table)
    }
  }

  private static func table(_ table: TextTable) -> String {
    let header = row(table.columns.map { escaped($0.title) })
    let rule = row(table.columns.map { $0.alignment == .trailing ? "---:" : "---" })
    return ([header, rule] + table.rows.map { row($0.map { escaped($0.text) }) }).joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// What Markdown or HTML would take for markup is escaped; line breaks become spaces.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\" + String(character)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
