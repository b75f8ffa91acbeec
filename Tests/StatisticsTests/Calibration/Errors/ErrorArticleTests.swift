import Calibration
import TestSupport
import Testing

extension StatisticalCore {
  /// The committed page is the one that this code writes; `make calibrate` writes it anew.
  @Suite struct ErrorArticleTests {
    static let calibration = Calibration(effort: .published)

    @Test func everyStudyHasItsTable() throws {
      let page = try ErrorPage()
      for study in ErrorStudies.all {
        #expect((page.tables[study.title]?.count ?? 0) > 2, "run `make calibrate`: no \(study.title)")
      }
      #expect(Set(ErrorStudies.all.map { $0.title }).count == ErrorStudies.all.count)
    }

    @Test func everyCellOfTheCodeIsOnThePage() throws {
      let page = try ErrorPage()
      func labels(_ title: String, _ columns: Int) -> [[String]] {
        (page.tables[title] ?? []).dropFirst(2).map { Array($0.prefix(columns)) }
      }
      let decisions = DecisionStudy.cells.map { [$0.truth.name, String($0.units)] }
      #expect(Set(labels("Decisions", 2)) == Set(decisions), "run `make calibrate`")
      let clusters = ClusterStudy.settings.count
      #expect(labels("Clusters", 2).count == clusters && labels("Clusters inside segments", 2).count == clusters)
      for study in [(SkewedDataStudy.title, SkewedDataStudy.cells), (OtherShapesStudy.title, OtherShapesStudy.cells)] {
        #expect(
          labels(study.0, 2).map { $0.joined(separator: ", ") } == study.1.map(\.name),
          "run `make calibrate`: \(study.0)")
      }
    }

    @Test func noCellIsBlank() throws {
      let tables = try ErrorPage().tables
      #expect(tables.count == ErrorStudies.all.count + 1)
      for (heading, lines) in tables {
        for line in lines {
          #expect(line.count == lines[0].count && line.allSatisfy { !$0.isEmpty && $0 != "–" }, "\(heading): \(line)")
        }
      }
    }

    /// The seed among them.
    @Test func theWordsAreThoseOfTheCode() throws {
      let page = try ErrorPage()
      let prose = ErrorArticle(Self.calibration, sections: [], time: "").prose
      #expect(prose[0].contains("seed \(Calibration.publishedSeed); "))
      #expect(page.text.contains(" minutes of processor time."))
      for words in prose { #expect(page.text.contains(words), "run `make calibrate`: \(words)") }
    }

    /// A table that is quick to simulate in full.
    @Test(.slow) func aTableIsWhatTheCodeFinds() async throws {
      let section = await ClusterStudy.section(Self.calibration, runs: ClusterStudy.runs)
      let page = try ErrorPage()
      #expect(page.text.contains(section.words), "run `make calibrate`")
      let rows = Array(try #require(page.tables[ClusterStudy.title]).dropFirst(2))
      #expect(rows == section.tables[0].rows, "run `make calibrate`")
    }
  }
}
