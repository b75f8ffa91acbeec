import Diagnostics
import TestSupport
import Testing

@testable import ABTestKit

/// The same forty units in files of every kind: the result is that of the plain file.
@Suite struct FileKindTests {
  /// Count, value and interval of both variants, from a folder that has a spec.
  private func result(_ folder: ScratchFolder) async throws -> [[Double]] {
    var options = AnalysisOptions()
    options.formats = [ReportFormatName("json")].compactMap(\.self)
    _ = try await AnalysisRun(spec: folder("spec.json"), options: options)()
    return try JSONResults(folder.bytes(of: "results.json")).rows.map { row in
      ["value_control", "value_variant", "ci_low", "ci_high"].map { row.numbers[$0] ?? .infinity }
        + [row.counts["n_control"], row.counts["n_variant"]].map { Double($0 ?? -1) }
    }
  }

  private func result(source: String, data: String = "", _ write: (ScratchFolder) throws -> Void) async throws
    -> [[Double]]
  {
    let folder = try ScratchFolder()
    try folder.write(
      SmallSpec {
        $0.source = source
        $0.data += data
      }.json, to: "spec.json")
    try write(folder)
    return try await result(folder)
  }

  private static func sold(_ unit: Int) -> Int { unit * 7 % 5 < 2 ? 1 : 0 }
  private static let units = 1...40
  private static let table =
    "user,variant,sold\n" + units.map { "\($0),\(old($0)),\(sold($0))\n" }.joined()

  private func expected() async throws -> [[Double]] {
    try await result(source: "units.csv") { try $0.write(Self.table, to: "units.csv") }
  }

  private static let query =
    "select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant, i * 7 % 5 < 2 as sold from range(1, 41) t(i)"

  @Test(arguments: ["units.csv.zst", "units.csv.gz", "units.parquet"]) func whatTheEngineWrites(name: String)
    async throws
  {
    let found = try await result(source: name) { try DuckDBWriter.write(Self.query, to: $0(name)) }
    #expect(try await found == expected())
  }

  @Test(arguments: ["\n", ",\n"]) func listsAndLinesOfObjects(separator: String) async throws {
    let rows = Self.units.map { "{\"user\": \($0), \"variant\": \"\(old($0))\", \"sold\": \(Self.sold($0))}" }
    let text = rows.joined(separator: separator)
    let isList = separator != "\n"
    for name in ["units.json", "units.jsonl", "units.ndjson.gz", "units.json.zip"] {
      let found = try await result(source: name) { folder in
        let bytes = Array((isList ? " [\(text)]\n" : text).utf8)
        try folder.write(
          name.hasSuffix(".gz")
            ? Compressed.gzip(bytes) : name.hasSuffix(".zip") ? Compressed.zip([("a.json", bytes)], .deflated) : bytes,
          to: name)
      }
      #expect(try await found == expected(), "\(name)")
    }
  }

  /// The first rows, by which the engine knows names, lack one.
  @Test func aNameThatOnlyLaterRowsHave() async throws {
    let folder = try ScratchFolder()
    try DuckDBWriter.write(
      """
      select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant,
        case when i > 30000 then (i % 3 = 0)::int end as sold from range(1, 32001) t(i)
      """, to: folder("units.csv"))
    try folder.write(SmallSpec { $0.data += ", \"where\": \"user > 30000\"" }.json, to: "spec.json")
    let plain = try await result(folder)
    let lines = (folder.text(of: "units.csv") ?? "").split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return
        "{\"user\":\(fields[0]),\"variant\":\"\(fields[1])\"\(fields[2].isEmpty ? "" : ",\"sold\":\(fields[2])")}\n"
    }
    let found = try await result(source: "units.jsonl", data: ", \"where\": \"user > 30000\"") {
      try $0.write(lines.joined(), to: "units.jsonl")
    }
    #expect(found == plain)
  }

  /// A folder as engines write it: parts below names of columns, and files that are no data.
  @Test func aFolderOfParquet() async throws {
    for source in ["units", "units/"] {
      let found = try await result(
        source: source, data: ", \"format\": \"parquet\", \"where\": \"market in ('1', 'DE')\""
      ) {
        for (market, condition) in [("1", "user <= 20"), ("DE", "user > 20"), ("2", "user <= 9")] {
          try $0.makeFolder("units/market=\(market)")
          try DuckDBWriter.write(
            "from (\(Self.query)) t where \(condition)",
            to: $0("units/market=\(market)/part-0.parquet"))
        }
        try $0.write("x", to: "units/_SUCCESS")
        try $0.write("x", to: "units/.part-0.parquet.crc")
      }
      #expect(try await found == expected(), "\(source)")
    }
  }

  /// Where the data of zstd ends must be where the file ends, also between two blocks and two frames.
  @Test func whatZstandardLacks() async throws {
    let folder = try ScratchFolder()
    let rows = (0..<60_000).map { "\($0),\(old($0)),\($0 * 7919 % 1013)\n" }.joined()
    try folder.write("user,variant,sold\n" + rows, to: "units.csv")
    try DuckDBWriter.write("from '\(folder("units.csv"))'", to: folder("units.csv.zst"))
    let whole = try #require(folder.bytes(of: "units.csv.zst"))
    let spec = SmallSpec {
      $0.source = "units.csv.zst"
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold" }]"#
    }
    try folder.write(spec.json, to: "spec.json")
    #expect(try await result(folder)[0][4...] == [30_000, 30_000])
    for cut in [1, 3, 5, 50, 1000, whole.count / 2, whole.count - 6] {
      try folder.write(whole.dropLast(cut), to: "units.csv.zst")
      let fault = await #expect(throws: DiagnosticList.self) { try await result(folder) }
      #expect(fault?.description.contains("is cut short: its zstd data ends too early") == true, "\(cut)")
    }
    try folder.write(whole + whole.dropLast(9), to: "units.csv.zst")
    await #expect(throws: DiagnosticList.self) { try await result(folder) }
  }

  /// A mark, and returns that end lines, in lines of JSON.
  @Test func linesOfObjectsAsWindowsWritesThem() async throws {
    let rows = Self.units.map { "{\"user\": \($0), \"variant\": \"\(old($0))\", \"sold\": \(Self.sold($0))}" }
    for text in [
      "\u{FEFF}" + rows.joined(separator: "\n"), rows.joined(separator: "\r"), rows.joined(separator: "\r\n"),
    ] {
      let found = try await result(source: "units.jsonl") { try $0.write(text, to: "units.jsonl") }
      #expect(try await found == expected())
    }
  }

  /// Reports in folders that a pattern covers.
  @Test func reportsBelowAPattern() async throws {
    let folder = try ScratchFolder()
    try folder.write(Self.table, to: "s/units.csv")
    try folder.write(SmallSpec { $0.source = "*/*.csv" }.json, to: "spec.json")
    var options = AnalysisOptions()
    options.outputFolder = folder("o")
    for _ in 1...2 { _ = try await AnalysisRun(spec: folder("spec.json"), options: options)() }
    #expect(try JSONResults(folder.bytes(of: "o/results.json")).exposure.rowsRead == 40)
  }

  /// Identifiers of 128 bits are units and labels like any other text.
  @Test func identifiersOfATypeOfTheirOwn() async throws {
    let found = try await result(source: "units.parquet") {
      try DuckDBWriter.write(
        "select cast(md5(cast(user as varchar)) as uuid) as user, variant, sold from (\(Self.query))",
        to: $0("units.parquet"))
    }
    #expect(try await found == expected())
  }

  /// Names that are patterns to a shell or to the engine, of files and of folders.
  @Test(arguments: ["data[1].csv", "a*b.csv", "what?.csv", "back\\slash.csv", "in[1]/x.csv", "q'uote.csv", "{a,b}.csv"])
  func aNameThatIsAPattern(name: String) async throws {
    let found = try await result(source: name.replacing("\\", with: "\\\\")) { folder in
      try folder.write(Self.table, to: name)
      // What a pattern would find as well, or instead.
      for other in ["data1.csv", "axxb.csv", "what1.csv", "backslash.csv", "in1/x.csv", "a.csv"] {
        try folder.write("user,variant,sold\n900,old,1\n901,new,1\n", to: other)
      }
    }
    #expect(try await found == expected())
  }

  @Test func patternsInAFolderWhoseNameIsOne() async throws {
    let folder = try ScratchFolder()
    let half = Self.table.split(separator: "\n")
    for parent in ["bk[1]", "bk1"] {
      try folder.write(half.prefix(20).joined(separator: "\n"), to: "\(parent)/day[1].csv")
      try folder.write((half.prefix(1) + half.dropFirst(20)).joined(separator: "\n"), to: "\(parent)/day1.csv")
      try folder.write(SmallSpec { $0.source = parent == "bk1" ? "*.csv" : "day*.csv" }.json, to: "\(parent)/spec.json")
      var options = AnalysisOptions()
      options.formats = [ReportFormatName("json"), ReportFormatName("csv")].compactMap(\.self)
      // Twice: the reports of the first run are no data.
      for _ in 1...2 { _ = try await AnalysisRun(spec: folder("\(parent)/spec.json"), options: options)() }
      let results = try JSONResults(folder.bytes(of: "\(parent)/results.json"))
      #expect(results.exposure.rowsRead == 40)
    }
  }

  /// Each change of a source between two looks at it.
  @Test(arguments: ["replaced", "appended", "cut", "touched", "removed"]) func aSourceThatChanges(how: String)
    async throws
  {
    let folder = try ScratchFolder()
    try folder.write(Self.table, to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    let intake = try await SpecIntake(path: folder("spec.json"), dataRoot: nil)
    try intake.sources.checkUnchanged()
    switch how {
    case "appended": try folder.write(Self.table + "41,old,1\n", to: "units.csv")
    case "cut": try folder.write(String(Self.table.dropLast(8)), to: "units.csv")
    case "removed": try folder.remove("units.csv")
    case "touched": try folder.write(Self.table, to: "units.csv")
    default:
      try folder.write(Self.table, to: "other.csv")
      try folder.remove("units.csv")
      try folder.rename("other.csv", to: "units.csv")
    }
    let fault = EnvironmentError(
      "the source units.csv changed while it was read", remedy: "run the analysis again when nothing writes to it")
    #expect(throws: fault) {
      try intake.sources.checkUnchanged()
    }
  }
}
