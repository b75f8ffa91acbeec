import Calibration
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The committed page is the one that this code writes; `make calibrate` writes it anew.
  @Suite struct CalibrationArticleTests {
    static let path = "Sources/ABTestKit/ABTestKit.docc/Calibration.md"
    static let calibration = Calibration(effort: .published)

    private func page() throws -> String { try #require(SourceFile(Self.path)).text }

    /// The lines of the table of each method, cells without the bars.
    private func tables() throws -> [String: [[String]]] {
      var tables: [String: [[String]]] = [:]
      var heading = ""
      for line in try page().split(separator: "\n") {
        if line.hasPrefix("#") { heading = String(line.drop { $0 == "#" || $0 == " " }) }
        guard line.hasPrefix("|") else { continue }
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        tables[heading, default: []].append(
          cells.map { cell in
            String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
          })
      }
      return tables
    }

    @Test func everyEstimatorIsCalibrated() throws {
      let calibrated = Set(Study.all.flatMap { $0.methods.map(\.estimatorKey) })
      #expect(calibrated == Set(Estimators.ofMoments.map { $0.key }))
      let page = try page()
      for method in Study.all.flatMap(\.methods) {
        #expect(page.contains(CalibrationArticle.heading(method)), "run `make calibrate`: no \(method.name)")
      }
    }

    @Test func everyCellOfTheCodeIsOnThePage() throws {
      let tables = try tables()
      for study in Study.all {
        let labels = study.settings.map { setting in
          CalibrationTable.label(
            population: setting.population.name, allocation: setting.allocation,
            runs: Self.calibration.effort.runs(setting.allocation))
        }
        for method in study.methods {
          let lines = try #require(tables[method.name], "run `make calibrate`: no \(method.name)")
          #expect(lines.first == CalibrationTable.header(study), "\(method.name)")
          #expect(lines.dropFirst(2).map { Array($0.prefix(3)) } == labels, "run `make calibrate`: \(method.name)")
        }
      }
    }

    @Test func noCellIsBlank() throws {
      let tables = try tables()
      #expect(!tables.isEmpty)
      for (heading, lines) in tables {
        for line in lines {
          #expect(line.count == lines[0].count && line.allSatisfy { !$0.isEmpty }, "\(heading): \(line)")
        }
      }
    }

    /// The seed among them.
    @Test func theWordsAreThoseOfTheCode() throws {
      let page = try page()
      let prose = CalibrationArticle(Self.calibration, rows: []).prose
      #expect(prose[0].contains("seed \(Calibration.publishedSeed) "))
      for words in prose { #expect(page.contains(words), "run `make calibrate`: \(words)") }
    }

    /// Rows that are quick to simulate in full.
    static let quickRows: [(Study, any Population, Allocation)] = [
      (.proportions, Bernoulli(probability: 0.3), Allocation(average: 20_000, variantPercent: 5)),
      (.ratios, PoissonCounts(mean: 1), Allocation(average: 20_000, variantPercent: 50)),
    ]

    @Test(.slow, arguments: quickRows)
    func aRowIsWhatTheCodeFinds(study: Study, population: any Population, allocation: Allocation) async throws {
      let runs = Self.calibration.effort.runs(allocation)
      var cells: [[CalibrationCell]] = []
      for scenario in study.scenarios(population, allocation) {
        cells.append(await Self.calibration.cells(scenario, study.methods, replicates: 0..<runs))
      }
      let row = CalibrationRow(population: population.name, allocation: allocation, runs: runs, cells: cells)
      let page = try page()
      for method in study.methods.indices {
        let table = CalibrationTable(study: study, method: method, rows: [row])
        let line = try #require(table.lines.last)
        #expect(page.contains(line), "run `make calibrate`: \(study.methods[method].name)\n\(line)")
      }
    }
  }
}
