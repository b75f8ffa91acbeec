import TestSupport
import Testing

/// Whole experiments with covariates, strata, clusters and events against matrices of single rows
/// (`Tests/Oracle/adjusted_experiments.py`), whatever the format of the file.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct AdjustedExperimentTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let formats: [String]
    let spec: String
    /// The source as CSV.
    let text: String
    let results: [Expected]

    var testDescription: String { name }
  }

  struct Expected: Decodable, Sendable {
    let metric, variant, adjustment: String
    let segment, segmentValue: String?
    let countControl, countVariant: Int
    let valueControl, valueVariant, estimate, error, statistic, p, lower, upper: Double
    /// nil for a normal statistic.
    let df: Double?
    let lift, liftLower, liftUpper: Double?
  }

  private static let cases = (try? OracleTable.cases("adjusted_experiments", as: Case.self)) ?? []

  @Test func everyCaseIsThere() {
    #expect(Self.cases.count == 13)
    #expect(Self.cases.reduce(0) { $0 + $1.results.count } == 111)
  }

  @Test(arguments: cases) func everyNumberIsThatOfTheMatrices(experiment: Case) async throws {
    for format in experiment.formats {
      let folder = try ScratchFolder()
      try await Self.write(experiment.text, as: format, to: folder)
      try folder.write(experiment.spec.replacing("SOURCE", with: "units.\(format)"), to: "spec.json")
      let table = try await CSVTable(analyzing: folder)
      for expected in experiment.results { try Self.compare(table, expected, "\(experiment.name), \(format)") }
    }
  }

  private static func find(_ table: CSVTable, _ expected: Expected, _ estimand: String) throws -> [String: String] {
    try #require(
      table.rows.first {
        $0["metric"] == expected.metric && $0["variant"] == expected.variant && $0["estimand"] == estimand
          && $0["segment"] == expected.segment ?? "" && $0["segment_value"] == expected.segmentValue ?? ""
      })
  }

  private static func compare(_ table: CSVTable, _ expected: Expected, _ name: String) throws {
    let name: Comment = "\(name), \(expected.metric), \(expected.variant), \(expected.segmentValue ?? "all")"
    let row = try find(table, expected, "absolute")
    #expect(row["status"] == "ok", name)
    #expect(row["path"]?.split(separator: "|").dropFirst().first.map(String.init) == expected.adjustment, name)
    #expect(row["n_control"] == "\(expected.countControl)" && row["n_variant"] == "\(expected.countVariant)", name)
    // What is near zero is as exact as what it is the difference of.
    let size = max(abs(expected.valueControl), abs(expected.valueVariant), expected.error)
    // Nothing adjusts segments of few units. Of skewed data they have the pivot, and its shape the digits of coarser integers.
    let isShaped = row["method"] == "hall-t"
    let (closed, root) = isShaped ? (2e-4, 2e-4) : (Tolerance.closedForm, Tolerance.root)
    for (column, value) in [
      ("value_control", expected.valueControl), ("value_variant", expected.valueVariant),
      ("estimate", expected.estimate), ("std_error", expected.error), ("ci_low", expected.lower),
      ("ci_high", expected.upper),
    ] {
      let found = try row.number(column)
      let digits = column.hasPrefix("ci_") ? closed : Tolerance.closedForm
      #expect(
        isClose(found, value, relative: digits, absolute: digits * size * 0.1),
        "\(name) \(column): \(found), not \(value)")
    }
    if let df = expected.df {
      #expect(isClose(try row.number("df"), df, relative: closed), "\(name) df")
    } else {
      #expect(row["df"] == "", name)
    }
    let statistic = try row.number("statistic")
    #expect(isClose(statistic, expected.statistic, relative: max(closed, 1e-8)), "\(name) statistic")
    let p = try row.number("p_value")
    #expect(isShaped ? isClose(p, expected.p, relative: 2e-4) : isCloseP(p, expected.p), "\(name) p")
    let relative = try find(table, expected, "relative")
    guard let lift = expected.lift, let lower = expected.liftLower, let upper = expected.liftUpper else {
      #expect(relative["status"] == "liftUndefined", name)
      return
    }
    for (column, value) in [("estimate", lift), ("ci_low", lower), ("ci_high", upper)] {
      let found = try relative.number(column)
      #expect(isClose(found, value, relative: root), "\(name) lift \(column): \(found), not \(value)")
    }
  }

  private static func write(_ text: String, as format: String, to folder: ScratchFolder) async throws {
    switch format {
    case "jsonl": try folder.write(lines(text), to: "units.jsonl")
    case "parquet":
      try folder.write(text, to: "table.csv")
      try await DuckDBWriter.writeInBackground(
        "select * from read_csv('\(folder("table.csv"))', header = true)", to: folder("units.parquet"))
    default: try folder.write(text, to: "units.csv")
    }
  }

  /// The rows as objects: numbers as numbers, what is blank as null.
  private static func lines(_ text: String) -> String {
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return lines.dropFirst().map { fields in
      let pairs = zip(lines[0], fields).map { name, field in
        let isNumber = Double(field)?.isFinite ?? false
        return "\"\(name)\": " + (field.isEmpty ? "null" : isNumber ? "\(field)" : "\"\(field)\"")
      }
      return "{ \(pairs.joined(separator: ", ")) }\n"
    }.joined()
  }
}
