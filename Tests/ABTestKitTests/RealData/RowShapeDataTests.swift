import TestSupport
import Testing

/// Real experiments whose rows are events, counts or units, against loops over the rows and scipy
/// (`Tests/Oracle/row_shapes.py`).
@Suite(
  .enabled(if: hasDuckDB, "\(needsDuckDB)"),
  .enabled(if: realData != nil, "the folder ../shared/data with the real experiments is absent"))
struct RowShapeDataTests {
  private struct Case: Decodable {
    struct Arm: Decodable {
      let n: Int
      let value: Double
    }

    struct Means: Decodable {
      let difference, t, df, p, lower, upper: Double
    }

    let dataSet, kind: String
    let metric, variant: String?
    let arms: [String]?
    let observed: [Int]?
    let chiSquare, p: Double?
    let control, treatment: Arm?
    let means: Means?
  }

  private static func analyze(_ spec: String) async throws -> (results: JSONResults, folder: ScratchFolder) {
    let folder = try ScratchFolder()
    let path = packageFolder + "/Tests/ABTestKitTests/Specs/\(spec).json"
    let arguments = ["analyze", path, "--data-root", try #require(realData), "--out", "out", "--quiet"]
    let outcome = try await Binary.run(arguments, in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return (try JSONResults(folder.bytes(of: "out/\(spec).results.json")), folder)
  }

  private static func cases(_ dataSet: String, _ kind: String) throws -> [Case] {
    let all = try OracleTable.cases("row_shapes", as: Case.self)
    return all.filter { $0.dataSet == dataSet && $0.kind == kind }
  }

  @Test(arguments: [("globox-banner", 2), ("udacity-free-trial", 2), ("nsw-lalonde", 1), ("social-pressure", 3)])
  func everyValueIsThatOfALoop(dataSet: String, count: Int) async throws {
    let (results, _) = try await Self.analyze(dataSet)
    let cases = try Self.cases(dataSet, "comparison")
    #expect(cases.count == count)
    let names = ["1": "training"]
    for expected in cases {
      let variant = expected.variant.map { names[$0] ?? $0 }
      let row = try #require(results.row(expected.metric ?? "", "absolute", variant: variant))
      let (control, treatment) = (try #require(expected.control), try #require(expected.treatment))
      #expect(row.counts["n_control"] == control.n && row.counts["n_variant"] == treatment.n)
      #expect(isClose(row.numbers["value_control"], control.value, relative: 1e-12))
      #expect(isClose(row.numbers["value_variant"], treatment.value, relative: 1e-12))
      guard let means = expected.means else { continue }
      for (column, value) in [
        ("estimate", means.difference), ("statistic", means.t), ("df", means.df), ("ci_low", means.lower),
        ("ci_high", means.upper),
      ] { #expect(isClose(row.numbers[column], value, relative: 1e-4), "\(column)") }
      #expect(isClose(row.numbers["p_value"], means.p, relative: 1e-3, absolute: 1e-8))
    }
  }

  @Test(arguments: [
    ("audacity-homepage", "failed"), ("udacity-free-trial", "passed"), ("social-pressure", "passed"),
  ])
  func theSampleRatioIsThatOfScipy(dataSet: String, outcome: String) async throws {
    let (results, _) = try await Self.analyze(dataSet)
    let expected = try #require(try Self.cases(dataSet, "sampleRatio").first)
    let check = try #require(results.checks.first { $0.name == "sample ratio" })
    #expect(check.outcome == outcome)
    #expect(isClose(check.statistic, try #require(expected.chiSquare), relative: 1e-9))
    #expect(isClose(check.pValue, try #require(expected.p), relative: 1e-9))
    for (arm, count) in zip(expected.arms ?? [], expected.observed ?? []) { #expect(check.counts[arm] == count) }
  }

  @Test func aMismatchLeavesNoVerdict() async throws {
    let (results, folder) = try await Self.analyze("audacity-homepage")
    #expect(results.rows.allSatisfy { $0.words["verdict"] == nil && $0.status == "mismatch" })
    let report = try #require(folder.text(of: "out/audacity-homepage.report.md"))
    #expect(report.contains("> **No verdict: units did not arrive in equal proportions"))
  }

  /// Days whose enrollments are blank are left out of both counts, and said to be.
  @Test func blankDaysAreLeftOutWhole() async throws {
    let (results, _) = try await Self.analyze("udacity-free-trial")
    let plan = try #require(results.plans["gross_conversion"])
    #expect(plan.kept == 46 && plan.dropped == ["missing": 28])
    #expect(results.exposure.rowsRead == 74)
  }

  /// A row per event for some users: the rates are per user, not per row.
  @Test func usersAreNotRows() async throws {
    let (results, folder) = try await Self.analyze("globox-banner")
    #expect(results.exposure.rowsRead == 49_082 && results.exposure.units == ["A": 24_343, "B": 24_600])
    let report = try #require(folder.text(of: "out/globox-banner.report.md"))
    #expect(report.contains("3.92\u{00A0}%") && report.contains("4.63\u{00A0}%"))
  }

  @Test func observedDataGetNoCausalSentence() async throws {
    let (results, folder) = try await Self.analyze("online-shoppers")
    let report = try #require(folder.text(of: "out/online-shoppers.report.md"))
    let first = report.split(separator: "\n").dropFirst().first
    #expect(first?.hasPrefix("> **Observed, not randomized") ?? false)
    for word in ["beats", "better", "worse", "lift", "effect", "impact", "improve", "caused", "because of"] {
      #expect(!report.lowercased().contains(word), "\(word)")
    }
    #expect(
      results.rows.allSatisfy { $0.words["verdict"].map { !$0.contains("better") && !$0.contains("worse") } ?? true })
    let expected = try #require(try Self.cases("online-shoppers", "comparison").first)
    let row = try #require(results.row("purchase", "absolute"))
    #expect(
      isClose(row.numbers["value_variant"], try #require(expected.treatment).value, relative: 1e-12))
  }
}
