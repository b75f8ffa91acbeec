package import Inference

/// A report's summary for a terminal: wrapped to its width, colored where color is wanted.
public struct TerminalText: Sendable {
  /// Columns of the window; text is never wider, tables become lists where they would be.
  public let width: Int
  public let usesColor: Bool

  public init(width: Int, usesColor: Bool) {
    self.width = max(40, width)
    self.usesColor = usesColor
  }

  public func render(_ report: Report) -> String { render(report.summary) }

  package func render(_ blocks: [Block]) -> String {
    blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(_, let text): return styled(wrapped(text), "1")
    case .paragraph(let phrase): return wrapped(phrase.text)
    case .callout(let tone, let phrase): return styled(wrapped(phrase.text), code(tone))
    case .bullets(let lines): return lines.map { wrapped($0.text, hanging: "  ") }.joined(separator: "\n")
    case .table(let table): return self.table(table)
    }
  }

  /// A cell as it is printed.
  private typealias Cell = (text: String, tone: Tone)

  private func table(_ table: NumericTable) -> String {
    let titles = table.columns.map { $0.title.text }
    let rows = table.rows.map { $0.map { Cell(plain($0.content.text), $0.tone) } }
    let widths = titles.indices.map { column in
      ([titles[column]] + rows.map { $0[column].text }).map(displayWidth).max() ?? 0
    }
    guard widths.reduce(0, +) + 2 * (widths.count - 1) <= width else { return list(titles, rows) }
    func line(_ cells: [Cell]) -> String {
      let padded = cells.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - displayWidth(cells[column].text))
        let text = styled(cells[column].text, code(cells[column].tone))
        return table.columns[column].alignment == .trailing ? gap + text : text + gap
      }
      return trimmed(padded.joined(separator: "  "))
    }
    let header = styled(line(titles.map { Cell($0, .neutral) }), "2")
    return ([header] + rows.map(line)).joined(separator: "\n")
  }

  /// The first cell of each row, and below it `title: text`, for windows that are narrower than the table.
  private func list(_ titles: [String], _ rows: [[Cell]]) -> String {
    rows.map { row in
      let rest = zip(titles, row).dropFirst().filter { !$1.text.isEmpty }.map { title, cell in
        wrapped("    \(title): \(cell.text)", hanging: "      ")
      }
      return ([wrapped(row.first?.text ?? "", hanging: "  ")] + rest).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func wrapped(_ text: String, hanging: String = "") -> String {
    var lines: [String] = []
    var line = ""
    let indent = String(text.prefix { $0 == " " })
    for word in plain(text).split(separator: " ") {
      let candidate = line.isEmpty ? (lines.isEmpty ? indent : hanging) + word : line + " " + word
      if displayWidth(candidate) > width, !line.isEmpty {
        lines.append(line)
        line = hanging + word
      } else {
        line = candidate
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// Names and labels must not steer the terminal: line breaks become spaces, other controls and changes of direction vanish.
  private func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
      case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// Characters are one column wide, East Asian wide ones and emoji two.
  private func displayWidth(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      let isWide = character.unicodeScalars.contains { scalar in
        (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
          || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
          || (0xFF00...0xFF60).contains(scalar.value) || scalar.properties.isEmojiPresentation
      }
      return sum + (isWide ? 2 : 1)
    }
  }

  private func code(_ tone: Tone) -> String? {
    switch tone {
    case .good: "32"
    case .bad: "31"
    case .warning: "33"
    case .neutral: nil
    }
  }

  private func styled(_ text: String, _ code: String?) -> String {
    guard usesColor, let code, !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
