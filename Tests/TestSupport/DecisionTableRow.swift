import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A row of `Tests/Oracle/decision-table.csv`: what is known of a treatment, and what must be said of it, in the table's words.
package struct DecisionTableRow: Sendable, CustomTestStringConvertible {
  package let id: Int
  package let isRandomized: Bool
  /// Whether a metric has no value in a variant, which is an error unless a person says why.
  package var lacksValues: Bool { failed.contains("empty") && !accepted.contains("empty") }
  package let failed, accepted: [String]
  package let question: String
  package let primaries, guardrails: [String]
  package let secondary: String?
  package let `extension`: String
  package let treatments, passing: Int
  package let gap, outcome, reason, naming: String
  package let named: Set<String>
  package let isRegression: Bool

  package var testDescription: String { "row \(id)" }

  /// All 3,354 rows; none where the table is not there.
  package static let all: [DecisionTableRow] = {
    let path = packageFolder + "/Tests/Oracle/decision-table.csv"
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { DecisionTableRow(Dictionary(uniqueKeysWithValues: zip(header, $0))) }
  }()

  /// The rows that data can show in a design that is never extended.
  package static var ofFixedDesigns: [DecisionTableRow] { all.filter { $0.extension != "useful" } }

  private init(_ cells: [String: String]) {
    func cell(_ name: String) -> String { cells[name] ?? "" }
    func words(_ names: String...) -> [String] {
      names.flatMap { cell($0).split(separator: " ").map(String.init) }.filter { $0 != "-" && $0 != "none" }
    }
    id = Int(cell("id")) ?? 0
    isRandomized = cell("randomized") == "yes"
    (failed, accepted) = (words("gates_failed"), words("gates_accepted"))
    question = cell("question")
    (primaries, guardrails) = (words("primary_1", "primary_2"), words("guardrail_1", "guardrail_2"))
    secondary = words("secondary").first
    `extension` = cell("extension")
    (treatments, passing) = (Int(cell("treatments")) ?? 0, Int(cell("passing")) ?? 0)
    (gap, outcome, reason, naming) = (cell("gap"), cell("outcome"), cell("reason"), cell("naming"))
    named = Set(words("named"))
    isRegression = cell("regression") == "yes"
  }
}
