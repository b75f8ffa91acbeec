import TestSupport
import Testing

/// An observed dose of published data against statsmodels (`Tests/Oracle/dose_data.py`).
@Suite(
  .enabled(if: hasDuckDB, "\(needsDuckDB)"),
  .enabled(if: realData != nil, "the folder ../shared/data with the real experiments is absent"))
struct DoseDataTests {
  struct Case: Decodable, Sendable {
    let metric: String
    let n: Int
    let low, high, difference, differenceError, statistic, ratio: Double
    let ratioInterval: [Double]
  }

  @Test func purchasesByExitRate() async throws {
    let folder = try ScratchFolder()
    let path = packageFolder + "/Tests/ABTestKitTests/Specs/online-shoppers-dose.json"
    let outcome = try await Binary.run(
      ["analyze", path, "--data-root", try #require(realData), "--out", "out", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let results = try JSONResults(folder.bytes(of: "out/online-shoppers-dose.results.json"))
    for expected in try OracleTable.cases("dose_data", as: Case.self) {
      let absolute = try #require(results.row(expected.metric, "absolute"))
      let relative = try #require(results.row(expected.metric, "relative"))
      #expect(absolute.counts["n_control"] == expected.n)
      for (column, value) in [
        ("value_control", expected.low), ("value_variant", expected.high), ("estimate", expected.difference),
        ("std_error", expected.differenceError),
      ] {
        #expect(isClose(absolute.numbers[column], value, relative: 1e-6), "\(expected.metric) \(column)")
      }
      for row in [absolute, relative] {
        #expect(isClose(row.numbers["statistic"], expected.statistic, relative: 1e-6), "\(expected.metric)")
      }
      for (column, value) in [
        ("estimate", expected.ratio), ("ci_low", expected.ratioInterval[0]), ("ci_high", expected.ratioInterval[1]),
      ] {
        #expect(
          isClose((try #require(relative.numbers[column])) + 1, value, relative: 1e-6), "\(expected.metric) \(column)")
      }
    }
    let report = try #require(folder.text(of: "out/online-shoppers-dose.report.md"))
    #expect(report.split(separator: "\n").dropFirst().first?.hasPrefix("> **Observed, not randomized") ?? false)
    for word in ["beats", "better", "worse", "lift", "effect", "impact", "improve", "caused", "because of"] {
      #expect(!report.lowercased().contains(word), "\(word)")
    }
  }
}
