import TestSupport
import Testing

/// The committed page on how often the decision errs.
struct ErrorPage {
  static let path = "Sources/ABTestKit/ABTestKit.docc/DecisionErrors.md"

  let text: String
  /// The lines of the table under each heading, cells without the bars.
  let tables: [String: [[String]]]

  init() throws {
    text = try #require(SourceFile(Self.path)).text
    var tables: [String: [[String]]] = [:]
    var heading = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("#") { heading = String(line.drop { $0 == "#" || $0 == " " }) }
      guard line.hasPrefix("|") else { continue }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      tables[heading, default: []].append(
        cells.map { cell in String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) })
    }
    self.tables = tables
  }
}
