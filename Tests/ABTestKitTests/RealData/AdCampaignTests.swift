import TestSupport
import Testing

/// Observed ad campaigns: what a click, an order and a thousand impressions cost, and what comes back, against pandas
/// (`Tests/Oracle/ad_campaigns.py`).
@Suite(
  .enabled(if: hasDuckDB, "\(needsDuckDB)"),
  .enabled(if: realData != nil, "the folder ../shared/data with the real experiments is absent"))
struct AdCampaignTests {
  private struct Case: Decodable {
    let metric, variant: String
    let units: [Int]
    let values: [Double]
    let difference, standardError, lift: Double
  }

  @Test func everyFigureIsThatOfPandas() async throws {
    let folder = try ScratchFolder()
    let path = packageFolder + "/Tests/ABTestKitTests/Specs/facebook-ads.json"
    let outcome = try await Binary.run(
      ["analyze", path, "--data-root", try #require(realData), "--out", "out", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let table = try CSVTable(#require(folder.text(of: "out/facebook-ads.results.csv")))
    let cases = try OracleTable.cases("ad_campaigns", as: Case.self)
    #expect(cases.count == 12)
    for expected in cases {
      let what = "\(expected.metric), \(expected.variant)"
      let row = try table.row(expected.metric, "absolute", variant: expected.variant)
      let relative = try table.row(expected.metric, "relative", variant: expected.variant)
      #expect(row["n_control"] == "\(expected.units[0])" && row["n_variant"] == "\(expected.units[1])", "\(what)")
      for (found, wanted) in [
        (try row.number("value_control"), expected.values[0]), (try row.number("value_variant"), expected.values[1]),
        (try row.number("estimate"), expected.difference), (try row.number("std_error"), expected.standardError),
      ] { #expect(isClose(found, wanted, relative: 1e-9), "\(what): \(found), not \(wanted)") }
      // Of a value that cannot be told from zero there is none.
      if relative["status"] == "ok" {
        #expect(isClose(try relative.number("estimate"), expected.lift, relative: 1e-9), "\(what)")
      }
    }
    let report = try #require(folder.text(of: "out/facebook-ads.report.md"))
    #expect(report.contains("Observed, not randomized"))
    #expect(report.contains("(Spent \\* 1000 of each unit) divided by"))
    #expect(report.contains("the relative difference is that of ROAS, which is ROI + 1"))
    #expect(!report.contains(" lift of ") && !report.contains("beats"))
  }
}
