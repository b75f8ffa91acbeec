import Inference
import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Reporting

/// What the formats make of one report, and of names that mean something to a reader of the file.
@Suite struct ReportFormatsTests {
  /// Names as somebody may write them who wants a reader's program to run them.
  private static let names = SmallSpec {
    $0.variants = #"""
      [{ "name": "=1+2", "control": true }, { "name": "a,\"b\"" }, { "name": "-cmd|' /C'" }]
      """#
    $0.metrics = #"[{ "name": "@sale", "title": "Sale <b>|_*` [x](y)", "type": "proportion", "column": "sold" }]"#
    $0.rest = ##", "title": "# A & B", "notes": "1. no list", "hypothesis": "x\ny""##
  }

  private func report() async throws -> Report { try await ReportExample.report(Self.names) }

  // MARK: CSV

  @Test func aTableHasOneLinePerAnswer() async throws {
    let report = try await ReportExample.report()
    let lines = CSVFormat.render(report).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == Substring(ResultField.all.map(\.name).joined(separator: ",")))
    #expect(lines.count == report.analysis.rows.count + 2 && lines.last == "")
  }

  /// A spreadsheet runs what begins like a formula; an apostrophe makes it a text.
  @Test func formulasAreTexts() async throws {
    let text = CSVFormat.render(try await report())
    #expect(text.contains(#",'=1+2,"a,""b""",absolute,"#) && text.contains(",'=1+2,'-cmd|' /C',absolute,"))
    #expect(text.contains("\nexample,'@sale,proportion,"))
  }

  /// Of a zero control every lift is possible above some point.
  @Test func openEndsAreWords() async throws {
    let report = try await ReportExample.report(
      SmallSpec(metric: #"{ "name": "sale", "type": "proportion", "column": "sold" }"#),
      [["sold": .ones(0, of: 40)], ["sold": .ones(9, of: 40)]])
    let row = try #require(report.analysis.rows.first { $0.estimand == .relative })
    #expect(row.interval?.upper == .infinity)
    let line = try #require(CSVFormat.render(report).split(separator: "\n").first { $0.contains(",relative,") })
    #expect(line.contains(",inf,"))
  }

  // MARK: Markdown

  @Test func markupIsEscaped() async throws {
    let text = MarkdownFormat.render(try await report())
    #expect(text.hasPrefix("# \\# A &amp; B\n"))
    #expect(text.contains("\n1\\. no list\n") && text.contains("\nHypothesis: x y\n"))
    #expect(text.contains(#"| Sale &lt;b&gt;\|\_\*\` \[x\](y) |"#))
  }

  /// Every row of a table has as many cells as its header, whatever names have in them.
  @Test func noNameDividesACell() async throws {
    let text = MarkdownFormat.render(try await report())
    var columns: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let cells = line.replacing(#"\|"#, with: "").count { $0 == "|" }
      #expect(columns ?? cells == cells, "\(line)")
      columns = cells
    }
  }

  @Test func aParagraphDoesNotBeginLikeAList() async throws {
    var spec = Self.names
    spec.rest = #", "notes": "- no list""#
    let text = MarkdownFormat.render(try await ReportExample.report(spec))
    #expect(text.contains("\n\\- no list\n"))
  }

  // MARK: JSON

  @Test func theModelHasItsMembersInOrder() async throws {
    let text = JSONFormat.render(try await ReportExample.report())
    let members = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
    #expect(
      members == ["abtest_results", "experiment", "results", "checks", "decision", "plan", "tables", "provenance"])
    #expect(text.hasPrefix("{\n  \"abtest_results\": 1,\n") && text.hasSuffix("\n  }\n}\n"))
  }

  @Test func whatIsSmallInTheModelReadsLikeThis() async throws {
    let report = try await ReportExample.report()
    let text = JSONFormat.render(report)
    func member(_ name: String) -> String {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let rest = lines.drop { !$0.hasPrefix("  \"\(name)\"") }
      let last = rest.dropFirst().prefix { !$0.hasPrefix("  \"") }
      return (rest.prefix(1) + last).joined(separator: "\n")
    }
    TextSnapshot("Tests/Snapshots/Reporting/json.txt").expect(
      ["experiment", "decision", "provenance"].map { ($0, member($0)) })
  }

  @Test func everyFormatHasAFileOfItsOwn() {
    #expect(ReportFormats.all.map { $0.fileName } == ["report.md", "results.csv", "results.json"])
  }
}
