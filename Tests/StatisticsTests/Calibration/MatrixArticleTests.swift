import Calibration
import Specification
import Statistics
import Terms
import TestSupport
import Testing

extension StatisticalCore {
  /// The committed page of the composition matrix is the one that this code writes; `make calibrate` writes it anew.
  @Suite struct MatrixArticleTests {
    static let path = "Sources/ABTestKit/ABTestKit.docc/CompositionMatrix.md"
    static let article = MatrixArticle(
      Calibration(effort: .published), runs: Calibration.matrixRuns, results: [], time: "")

    private func lines() throws -> [Substring] {
      try #require(SourceFile(Self.path)).text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The cells of each line of each table, by the headings above it.
    private func tables() throws -> [String: [[String]]] {
      var tables: [String: [[String]]] = [:]
      var (section, table) = ("", "")
      for line in try lines() {
        if line.hasPrefix("### ") { (section, table) = (String(line.dropFirst(4)), "") }
        if line.hasPrefix("#### ") { table = String(line.dropFirst(5)) }
        guard line.hasPrefix("|") else { continue }
        let cells = line.replacing("\\|", with: "/").split(separator: "|", omittingEmptySubsequences: false)
        tables[section + "/" + table, default: []].append(
          cells.dropFirst().dropLast().map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) })
      }
      return tables
    }

    /// A new type without its cells is noticed here.
    @Test func everyMetricTypeHasCells() {
      let listed = Set(MatrixKind.all.map { $0.metric.type } + MatrixKind.proportions.map { $0.type })
      #expect(listed == Set(MetricTypes.all.map { $0.type }))
    }

    @Test func everyCellOfTheCodeIsOnThePage() throws {
      let tables = try tables()
      for kind in MatrixKind.all {
        for test in kind.metric.tests {
          let expected = MatrixTable(kind, test) { Self.article.texts($0) }
          let name = "\(kind.name)/\(MatrixInference.heading(test))"
          let lines = try #require(tables[name], "run `make calibrate`: no \(name)")
          #expect(lines.first == expected.header, "run `make calibrate`: \(name)")
          #expect(
            lines.dropFirst(2).map { Array($0.prefix(2)) } == expected.rows.map { Array($0.prefix(2)) },
            "run `make calibrate`: \(name)")
        }
      }
    }

    /// The types, tests, designs, scales and questions of the grammar are lines and columns of the overview.
    @Test func everyWordOfTheGrammarIsOnThePage() throws {
      let tables = try tables()
      let units = try #require(tables["Variance reduction and units of assignment/"])
      let types = MatrixKind.all.map(\.name) + MatrixArticle.otherTypes.map { "`\($0.name)`" }
      #expect(units.dropFirst(2).map { $0[0] } == types, "run `make calibrate`")
      let inference = try #require(tables["Inference/"])
      let tests = MetricTest.allCases.filter { $0 != .auto }.map(\.rawValue)
      let designs: [String] = ["fixed"] + tests + Vocabularies.design.planned
      #expect(Array(inference[0].dropFirst()) == designs, "run `make calibrate`")
      let scales = try #require(tables["Scales and questions/"])
      let questions: [String] = Estimand.allCases.map(\.rawValue) + MatrixQuestion.allCases.map(\.rawValue)
      #expect(Array(scales[0].dropFirst()) == questions, "run `make calibrate`")
      for line in inference.dropFirst(2) {
        let others = MatrixArticle.otherTypes.map { "`\($0.name)`" }
        guard !others.contains(line[0]) else { continue }
        #expect(line.suffix(Vocabularies.design.planned.count).allSatisfy { $0 == MatrixArticle.later })
      }
    }

    @Test func noCellIsBlankOrUnexplained() throws {
      let page = try #require(SourceFile(Self.path)).text
      let explained = page[try #require(page.firstRange(of: "## Why cells are undefined")).lowerBound...]
      for (name, lines) in try tables() {
        for line in lines {
          #expect(line.count == lines[0].count && line.allSatisfy { !$0.isEmpty && $0 != "–" }, "\(name): \(line)")
          for cell in line {
            #expect(!cell.contains("not simulated"), "\(name): \(line)")
            for words in ["undefined (`", "no answer (`"] {
              guard let range = cell.firstRange(of: words) else { continue }
              let code = cell[range.upperBound...].prefix { $0 != "`" }
              #expect(explained.contains("- `\(code)`: "), "\(name): \(code)")
            }
          }
        }
      }
    }

    /// With units enough, and nothing drawn again, every rate is nominal up to chance: at most one of hundreds is marked.
    @Test func manyUnitsErrAsOftenAsTheyPromise() throws {
      var (marked, all) = (0, 0)
      for (name, lines) in try tables() where name.hasSuffix("/Fixed horizon") {
        for line in lines where line[0].hasPrefix("units,") || line[0].hasPrefix("clusters,") {
          all += line.count { $0.contains("±") }
          marked += line.count { $0.contains("▲") }
        }
      }
      #expect(all > 400)
      #expect(marked * 100 <= all, "\(marked) of \(all)")
    }

    /// The seed and the number of experiments among them.
    @Test func theWordsAreThoseOfTheCode() throws {
      let page = try #require(SourceFile(Self.path)).text
      #expect(Self.article.prose[0].contains("seed \(Calibration.publishedSeed), "))
      #expect(page.contains(" minutes of processor time."))
      for words in Self.article.prose { #expect(page.contains(words), "run `make calibrate`: \(words)") }
    }

    /// A cell that is quick to simulate in full.
    @Test func aCellIsWhatTheCodeFinds() async throws {
      let cell = MatrixCell(MatrixKind.all[0], .units, .none, .fisher)
      let result = try #require(
        await Calibration(effort: .published).result(cell, runs: Calibration.matrixRuns))
      let article = MatrixArticle(
        Calibration(effort: .published), runs: Calibration.matrixRuns, results: [result], time: "")
      let line = try #require(try tables()["\(cell.kind.name)/\(MatrixInference.heading(.fisher))"])[2]
      #expect(line[3] == article.texts(cell).noDifference, "run `make calibrate`")
    }
  }
}
