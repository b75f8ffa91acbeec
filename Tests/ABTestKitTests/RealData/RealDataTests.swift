import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of the real experiments, beside the package or where `ABTEST_DATA` says.
let realData: String? = {
  let folder = packageFolder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  let candidates = [folder + "/shared/data"] + [ProcessInfo.processInfo.environment["ABTEST_DATA"]].compactMap { $0 }
  return candidates.first { FileManager.default.fileExists(atPath: $0 + "/cookie-cats/cookie_cats.csv") }
}()

/// Published experiments, from file to results, against figures of scipy and mpmath (`Tests/Oracle/real_data.py`).
@Suite(
  .enabled(if: hasDuckDB, "\(needsDuckDB)"),
  .enabled(if: realData != nil, "the folder ../shared/data with the real experiments is absent"))
struct RealDataTests {
  @Test(arguments: [("cookie-cats", "cookie-cats"), ("hillstrom-email", "hillstrom")])
  func everyFigureIsThatOfTheOracle(spec: String, dataSet: String) async throws {
    let folder = try ScratchFolder()
    let path = packageFolder + "/Tests/ABTestKitTests/Specs/\(spec).json"
    let arguments = ["analyze", path, "--data-root", try #require(realData), "--out", "out", "--quiet"]
    let outcome = try await Binary.run(arguments, in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let results = try JSONResults(folder.bytes(of: "out/\(spec).results.json"))
    let cases = OracleCase.all.filter { $0.dataSet == dataSet }
    #expect(cases.count == (spec == "cookie-cats" ? 4 : 9))
    for expected in cases {
      switch expected.kind {
      case "sampleRatio": try compareSampleRatio(results, expected)
      case "proportion": try compareProportion(results, expected)
      default: try compareMean(results, expected)
      }
    }
    // One player of Cookie Cats played 49,854 rounds, and nobody in the other variant more than 2,640: nearly all of a variance
    // rests on one unit, and no pooling tells what the other variant would have had (Methods/skewed-data, "No verdict").
    let withoutVerdict = Set(results.rows.filter { $0.status == "tooSkewed" }.map { $0.words["metric"] })
    #expect(withoutVerdict == (spec == "cookie-cats" ? ["sum_gamerounds"] : []))
    #expect(results.rows.allSatisfy { $0.status == "ok" || withoutVerdict.contains($0.words["metric"]) })
    let withoutUnits = results.checks.contains { $0.finding.contains("repeats were not checked") }
    #expect(withoutUnits == (spec == "hillstrom-email"))
  }

  private func compareSampleRatio(_ results: JSONResults, _ expected: OracleCase) throws {
    let check = try #require(results.checks.first { $0.name == "sample ratio" })
    #expect(check.outcome == "passed")
    #expect(isClose(check.pValue, try #require(expected.p), relative: 1e-9))
    #expect(isClose(check.statistic, try #require(expected.chiSquare), relative: 1e-9))
    for (arm, count) in zip(expected.arms ?? [], expected.observed ?? []) { #expect(check.counts[arm] == count) }
  }

  private func compareProportion(_ results: JSONResults, _ expected: OracleCase) throws {
    let score = try #require(expected.score)
    for (estimand, scale, shift) in [
      ("absolute", "difference", 0.0), ("relative", "ratio", 1), ("odds-ratio", "oddsRatio", 0),
    ] {
      let row = try #require(results.row(expected.metric ?? "", estimand, variant: expected.treatmentArm))
      try compareArms(row, expected)
      // Roots: 1e-6 relative; p-values 1e-8 absolute or 1e-6 relative.
      #expect(isClose(row.numbers["p_value"], score.pTwoSided, relative: 1e-6, absolute: 1e-8))
      #expect(isClose(row.numbers["statistic"], score.z, relative: 1e-6))
      let interval = try #require(score.intervals.first { $0.scale == scale && $0.level == 0.95 })
      #expect(isClose((try #require(row.numbers["ci_low"])) + shift, interval.lower, relative: 1e-6))
      #expect(isClose((try #require(row.numbers["ci_high"])) + shift, interval.upper, relative: 1e-6))
    }
  }

  private func compareMean(_ results: JSONResults, _ expected: OracleCase) throws {
    let means = try #require(expected.means)
    let row = try #require(results.row(expected.metric ?? "", "absolute", variant: expected.treatmentArm))
    try compareArms(row, expected)
    for (column, value) in [
      ("estimate", means.difference), ("std_error", means.standardError), ("statistic", means.t), ("df", means.df),
      ("ci_low", means.lower), ("ci_high", means.upper),
    ] { #expect(isClose(row.numbers[column], value, relative: 1e-8), "\(column)") }
    #expect(isClose(row.numbers["p_value"], means.p, relative: 1e-6, absolute: 1e-8))
    #expect(row.words["method"] == means.method && (row.words["status"] == "tooSkewed") == means.thin)
    let lift = try #require(results.row(expected.metric ?? "", "relative", variant: expected.treatmentArm))
    #expect(isClose(lift.numbers["ci_low"], means.liftLower, relative: 1e-6))
    #expect(isClose(lift.numbers["ci_high"], means.liftUpper, relative: 1e-6))
  }

  private func compareArms(_ row: JSONResults.Row, _ expected: OracleCase) throws {
    let (control, treatment) = (try #require(expected.control), try #require(expected.treatment))
    #expect(row.counts["n_control"] == control.n && row.counts["n_variant"] == treatment.n)
    #expect(isClose(row.numbers["value_control"], control.value, relative: 1e-9))
    #expect(isClose(row.numbers["value_variant"], treatment.value, relative: 1e-9))
  }

  @Test func thePublishedFiguresOfCookieCats() async throws {
    let folder = try ScratchFolder()
    let path = packageFolder + "/Tests/ABTestKitTests/Specs/cookie-cats.json"
    let arguments = ["analyze", path, "--data-root", try #require(realData), "--out", "out", "--fail-on", "mismatch"]
    let outcome = try await Binary.run(arguments, in: folder)
    #expect(outcome.code == 0)
    let row = try #require(
      try JSONResults(folder.bytes(of: "out/cookie-cats.results.json")).row("retention_7", "absolute"))
    // 19.02 % against 18.20 %, p 0.00155.
    #expect(printsAs(row.numbers["value_control"], "0.1902"))
    #expect(printsAs(row.numbers["value_variant"], "0.1820"))
    #expect(printsAs(row.numbers["p_value"], "0.00155"))
    #expect(row.words["verdict"] == "worse")
  }
}

/// A case of `Tests/Oracle/real_data.json`.
private struct OracleCase: Decodable {
  struct Arm: Decodable {
    let n: Int
    let value: Double
  }

  struct Interval: Decodable {
    let scale: String?
    let level: Double
    let lower: Double
    let upper: Double
  }

  /// Of means and ratios, all of which are skewed.
  struct Means: Decodable {
    let method: String
    let difference, standardError, df, t, p, lower, upper, liftLower, liftUpper: Double
    let thin: Bool
  }

  struct Score: Decodable {
    let z, pTwoSided: Double
    let intervals: [Interval]
  }

  let dataSet: String
  let kind: String
  let metric: String?
  let treatmentArm: String?
  let control: Arm?
  let treatment: Arm?
  let means: Means?
  let score: Score?
  let arms: [String]?
  let observed: [Int]?
  let chiSquare: Double?
  let p: Double?

  static let all: [OracleCase] = {
    struct File: Decodable { let cases: [OracleCase] }
    let data = FileManager.default.contents(atPath: packageFolder + "/Tests/Oracle/real_data.json") ?? Data()
    return (try? JSONDecoder().decode(File.self, from: data))?.cases ?? []
  }()
}
