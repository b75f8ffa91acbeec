import ABTestKit
import TestSupport
import Testing

/// Whole outputs of one experiment with three variants and every metric type.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct ReportTests {
  private static func prepare(_ folder: ScratchFolder) throws {
    let data = rows("spent,visits,country", count: 1200) { unit in
      let variant = ["green", "red", "blue"][unit % 3]
      let sold = (unit / 3) % 9 == 0 || (variant == "red" && (unit / 3) % 11 == 0) ? 1 : 0
      let visits = 1 + (unit / 3) % 5
      let spent = sold == 1 ? "\((unit * 37) % 900 + 10).\(unit % 10)0" : unit % 100 == 7 ? "" : "0"
      return "\(unit),\(variant),\(sold),\(spent),\(visits),\(unit % 4 == 0 ? "fr" : "de")"
    }
    try folder.write(data + "1201,yellow,1,5,1,de\n1202,,0,0,1,de\n3,green,0,0,2,de\n", to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data = #", "unit": "user", "where": "country in ('de', 'fr')""#
        $0.variants = """
          [{ "name": "green", "control": true, "weight": 1 }, { "name": "red" }, { "name": "blue" }]
          """
        $0.metrics = """
          [{ "name": "sale", "title": "Sales per visitor", "type": "proportion", "column": "sold", "role": "primary",
              "claim": { "lift": "+21%", "variant": "red" }, "mde": "10%" },
            { "name": "spending", "type": "mean", "column": "spent", "role": "guardrail", "missing": "zero" },
            { "name": "spent per visit", "type": "ratio", "numerator": "spent", "denominator": "visits" },
            { "name": "visits in France", "type": "mean", "column": "visits", "role": "exploratory",
              "direction": "neutral", "where": "country = 'fr'" }]
          """
        $0.rest = """
          ,
            "title": "Color of the call to action", "hypothesis": "Red draws more clicks than green.",
            "owner": "growth@example.com", "notes": "- A made-up experiment.\\n1. With <markup> in it."
          """
      }.json, to: "spec.json")
  }

  private func analyzed() async throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try Self.prepare(folder)
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return folder
  }

  @Test func wholeFiles() async throws {
    let folder = try await analyzed()
    func text(_ name: String) throws -> String { stable(try #require(folder.text(of: name))) }
    expectAsRecorded(parts(of: try text("report.md"), beginningWith: "## "), in: "report-md.txt")
    expectAsRecorded([("results.csv", try text("results.csv"))], in: "results-csv.txt")
    expectAsRecorded(parts(of: try text("results.json"), beginningWith: "  \"", "    {"), in: "results-json.txt")
  }

  /// A long text in numbered parts, each of which begins with a line that begins so; together they are the text.
  private func parts(of text: String, beginningWith marks: String...) -> [(name: String, text: String)] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.reduce(into: [(name: "1", text: "")]) { parts, line in
      if marks.contains(where: line.hasPrefix) { parts.append(("\(parts.count + 1)", "")) }
      parts[parts.count - 1].text += line + "\n"
    }
  }

  @Test func everyMissingNumberHasAReason() async throws {
    let folder = try await analyzed()
    let results = try JSONResults(folder.bytes(of: "results.json"))
    for row in results.rows {
      let isWhole = ["estimate", "std_error", "ci_low", "ci_high", "p_value"].allSatisfy { row.numbers[$0] != nil }
      let isOpen = row.words["warnings"]?.contains("open") == true
      #expect(isWhole || isOpen || row.words["reason"] != nil, "\(row.words)")
    }
  }

  @Test func openEndsAreNullInJSONAndInfiniteInCSV() async throws {
    let folder = try ScratchFolder()
    try folder.write(rows(count: 80) { "\($0),\(old($0)),\($0 % 8 == 1 ? 1 : 0)" }, to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let row = try table.row("sale", "relative")
    #expect(row["ci_high"] == "inf" && row["warnings"]?.contains("openAbove") == true)
    let json = try #require(try JSONResults(folder.bytes(of: "results.json")).row("sale", "relative"))
    #expect(json.numbers["ci_high"] == nil && json.words["warnings"]?.contains("openAbove") == true)
  }

  @Test func theTerminalAtThreeWidths() async throws {
    let folder = try ScratchFolder()
    try Self.prepare(folder)
    let result = try await AnalysisRun(spec: folder("spec.json"))()
    var found: [(name: String, text: String)] = []
    for width in [60, 80, 120] {
      let text = TerminalText(width: width, usesColor: false).render(result.report)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(width)")
      found.append(("\(width) columns", text))
    }
    let colored = TerminalText(width: 80, usesColor: true).render(result.report)
    found.append(("80 columns in color", colored.replacing("\u{1B}", with: "<esc>")))
    expectAsRecorded(found, in: "terminal.txt")
    #expect(colored.replacing(/\u{1B}\[[0-9]*m/, with: "") == found[1].text)
  }

  @Test(arguments: [
    (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "dumb"], false),
  ])
  func colorOnlyOnATerminalThatWantsIt(environment: [String: String], isColored: Bool) async throws {
    let folder = try ScratchFolder()
    try Self.prepare(folder)
    let toFile = try await Binary.run(["analyze", "spec.json"], in: folder, environment: environment)
    #expect(!toFile.output.contains("\u{1B}"))
    #if os(Linux)
      let binary = try #require(Binary.path)
      let command = ["-qec", "'\(binary)' analyze spec.json", "/dev/null"]
      let terminal = try await Binary.run(command, in: folder, environment: environment, program: "/usr/bin/script")
      #expect(terminal.code == 0, "\(terminal.output)")
      // A slow run draws its progress there, too: that is erased with `[K`, and has no color.
      #expect(terminal.output.contains(/\u{1B}\[[0-9;]*m/) == isColored, "\(environment)")
      if environment["TERM"] == "dumb" { #expect(!terminal.output.contains("\u{1B}")) }
    #endif
  }

  /// Numbers to ten digits and versions left out: what another machine gives too.
  private func stable(_ text: String) -> String {
    text.replacing(/-?[0-9]+\.[0-9]{9,}(e-?[0-9]+)?/) { match in
      Double(match.output.0).map { "\(tenDigits($0))" } ?? String(match.output.0)
    }
    .replacing(/GSL [0-9.]+[0-9]/, with: "GSL X").replacing(/DuckDB [0-9.]+[0-9]/, with: "DuckDB X")
    .replacing(/"gsl": "[0-9.]+"/, with: "\"gsl\": \"X\"")
  }

  private func tenDigits(_ value: Double) -> Double {
    guard value != 0 else { return 0 }
    var scale = 1.0
    while abs(value) * scale < 1e9 { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
