internal import Diagnostics
internal import Inference

/// `results.csv`: tidy, one row per comparison and scale, all digits (RFC 4180, LF).
package enum CSVFormat: ReportFormat {
  package static let key = "csv"
  package static let fileName = "results.csv"

  package static var beginning: String? { header }

  private static let header = ResultField.all.map(\.name).joined(separator: ",")

  package static func render(_ report: Report) -> String {
    let rows = report.analysis.rows.map { row in ResultField.all.map { text($0.value(row)) }.joined(separator: ",") }
    return ([header] + rows).map { $0 + "\n" }.joined()
  }

  private static func text(_ value: ResultValue) -> String {
    switch value {
    case .text(let text): quoted(visible(text))
    case .integer(let number): String(number)
    case .number(.infinity): "inf"
    case .number(-.infinity): "-inf"
    case .number(let number): number.description
    case .missing: ""
    }
  }

  /// Quoted where the text needs it, and with an apostrophe before what a spreadsheet would run as a formula.
  ///
  /// By scalars, as readers of the file see it: "=" with a combining mark on it is still a formula.
  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let safe = scalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } == true ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    var result = "\"".unicodeScalars
    for scalar in safe.unicodeScalars { result.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar]) }
    result.append("\"")
    return String(result)
  }
}
