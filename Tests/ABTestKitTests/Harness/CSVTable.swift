import TestSupport
import Testing

/// A `results.csv`, read strictly by RFC 4180.
struct CSVTable {
  let header: [String]
  let rows: [[String: String]]

  /// Runs `abtest analyze spec.json` in a folder and reads what it wrote.
  init(analyzing folder: ScratchFolder, _ arguments: [String] = [], environment: [String: String] = [:]) async throws {
    let outcome = try await Binary.run(
      ["analyze", "spec.json", "--quiet"] + arguments, in: folder, environment: environment)
    try #require(outcome.code == 0, "\(outcome.errors)")
    try self.init(#require(folder.text(of: "results.csv")))
  }

  /// Analyzes rows below a header with a small spec, in a folder of its own.
  init(
    of header: String, _ rows: [String], _ arguments: [String] = [], _ change: (inout SmallSpec) -> Void
  ) async throws {
    let folder = try ScratchFolder()
    try folder.write(([header] + rows).map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write(SmallSpec(change).json, to: "spec.json")
    try await self.init(analyzing: folder, arguments)
  }

  init(_ text: String) throws {
    var records: [[String]] = [[]]
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        field.append(scalar)
      case "\"": isQuoted.toggle()
      case "," where !isQuoted, "\n" where !isQuoted:
        records[records.count - 1].append(String(field))
        field = .init()
        if scalar == "\n" { records.append([]) }
      default: field.append(scalar)
      }
    }
    try #require(records.last == [] && !isQuoted && field.isEmpty)
    records.removeLast()
    let header = records[0]
    try #require(records.allSatisfy { $0.count == header.count })
    self.header = header
    rows = records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// The row of a metric, against control, on a scale.
  func row(_ metric: String, _ estimand: String, variant: String? = nil) throws -> [String: String] {
    try #require(
      rows.first {
        $0["metric"] == metric && $0["estimand"] == estimand && (variant == nil || $0["variant"] == variant)
      })
  }
}

extension [String: String] {
  /// A number of a row; a missing one is a fault of the test.
  func number(_ column: String) throws -> Double { try #require(self[column].flatMap(Double.init), "\(column)") }
}
