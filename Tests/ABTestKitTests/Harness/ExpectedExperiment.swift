import TestSupport
import Testing

/// A spec with its data, and what the results must say, from elsewhere (`Tests/Oracle`).
struct ExpectedExperiment: Decodable, Sendable, CustomTestStringConvertible {
  struct Row: Decodable, Sendable {
    let metric, estimand, hypothesis: String
    let control, variant, attribute, segment: String?
    /// The numbers by column; null is an empty cell.
    let numbers: [String: Double?]
    let words: [String: String]
  }

  let name: String
  let spec: String
  /// The source as CSV.
  let text: String
  /// Further files, by name.
  let files: [String: String]?
  let rows: [Row]
  let claims: [Claim]?
  let omnibus: [Omnibus]?
  let segments: [Segment]?

  var testDescription: String { name }

  static func all(_ table: String) -> [ExpectedExperiment] {
    (try? OracleTable.cases(table, as: ExpectedExperiment.self)) ?? []
  }

  /// How many numbers and words are compared.
  var size: Int { rows.reduce(0) { $0 + $1.numbers.count + $1.words.count } }
}

extension ExpectedExperiment {
  /// Runs the program and compares.
  func check() async throws {
    let folder = try ScratchFolder()
    try folder.write(text, to: "units.csv")
    for (file, text) in files ?? [:] { try folder.write(text, to: file) }
    try folder.write(spec.replacing("SOURCE", with: "units.csv"), to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let isShaped = table.rows.contains { $0["method"] == "hall-t" }
    for row in rows { try row.compare(with: try row.find(in: table.rows, name), name, besideShape: isShaped) }
    let tables = try JSONTables(folder.bytes(of: "results.json"))
    for expected in claims ?? [] { expected.compare(with: tables.claims, name) }
    for expected in omnibus ?? [] { expected.compare(with: tables.omnibus, name) }
    for expected in segments ?? [] { expected.compare(with: tables.segments, name) }
  }
}

extension ExpectedExperiment.Row {
  /// The one row of the comparison that asks this question.
  fileprivate func find(in rows: [[String: String]], _ name: String) throws -> [String: String] {
    let null = numbers["null_value"] ?? nil
    let found = rows.filter { row in
      row["metric"] == metric && row["estimand"] == estimand && row["hypothesis"] == hypothesis
        && (words["method"] == nil || row["method"] == words["method"])
        && (control == nil || row["control"] == control) && (variant == nil || row["variant"] == variant)
        && row["segment"] == attribute ?? "" && row["segment_value"] == segment ?? ""
        && (null == nil || isClose(Double(row["null_value"] ?? "") ?? .nan, null ?? 0, relative: 1e-9))
    }
    try #require(found.count == 1, "\(name), \(metric), \(estimand), \(hypothesis): \(found.count) rows")
    return found[0]
  }

  /// - Parameter besideShape: whether the family has the shape of skewed data in it, which has five digits.
  fileprivate func compare(with row: [String: String], _ name: String, besideShape: Bool) throws {
    let who = "\(name), \(metric), \(variant ?? ""), \(segment ?? ""), \(estimand), \(hypothesis)"
    // What is near zero is as exact as the error that it has.
    let error = (numbers["std_error"] ?? nil) ?? 0
    for (column, expected) in numbers.sorted(by: { $0.key < $1.key }) {
      let text = try #require(row[column], "\(who), \(column)")
      guard let expected else {
        #expect(text == "", "\(who), \(column): \(text), not empty")
        continue
      }
      let found = Double(text) ?? .nan
      let isOfShape =
        row["method"] == "hall-t" && ["statistic", "df", "p_value", "ci_low", "ci_high"].contains(column)
        || besideShape && column.hasSuffix("_adjusted")
      let isEqual =
        if expected.isInfinite { found == expected } else if isOfShape {
          isClose(found, expected, relative: 1e-5, absolute: 1e-6 * error)
        } else if column.hasPrefix("p_") { isCloseP(found, expected) } else {
          isClose(found, expected, relative: Tolerance.root, absolute: Tolerance.root * 0.1 * error)
        }
      #expect(isEqual, "\(who), \(column): \(text), not \(expected)")
    }
    for (column, expected) in words {
      // A verdict may say what it is not corrected for.
      let found = row[column]?.split(separator: ",", omittingEmptySubsequences: false).first.map(String.init)
      #expect(found == expected, "\(who), \(column): \(found ?? ""), not \(expected)")
    }
  }
}
