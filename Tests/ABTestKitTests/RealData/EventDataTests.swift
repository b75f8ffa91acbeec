import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Real logs, villages and impressions, against pandas, scipy and statsmodels (`Tests/Oracle/event_data.py`).
///
/// Where the published files are no tables that abtest reads, the test writes such tables: a text without a header, a column
/// without a name, villages that have their distance in the rows of their people.
@Suite(
  .enabled(if: hasDuckDB, "\(needsDuckDB)"),
  .enabled(if: realData != nil, "the folder ../shared/data with the real experiments is absent"))
struct EventDataTests {
  private struct Case: Decodable {
    let dataSet, metric, variant: String
    let n: [Int]
    let values: [Double]
    let rows: [Int]?
    let difference, standardError, t, df, p: Double?
  }

  private static func cases(_ dataSet: String) throws -> [Case] {
    try OracleTable.cases("event_data", as: Case.self).filter { $0.dataSet == dataSet }
  }

  private static func analyze(_ spec: String, in folder: ScratchFolder, root: String) async throws -> JSONResults {
    let path = packageFolder + "/Tests/ABTestKitTests/Specs/\(spec).json"
    let outcome = try await Binary.run(
      ["analyze", path, "--data-root", root, "--out", "out", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try JSONResults(folder.bytes(of: "out/\(spec).results.json"))
  }

  private func compare(_ results: JSONResults, _ expected: Case) throws {
    let row = try #require(results.row(expected.metric, "absolute", variant: expected.variant))
    #expect(row.counts["n_control"] == expected.n[0] && row.counts["n_variant"] == expected.n[1])
    let columns: [(String, Double?)] = [
      ("value_control", expected.values[0]), ("value_variant", expected.values[1]), ("estimate", expected.difference),
      ("std_error", expected.standardError), ("statistic", expected.t), ("df", expected.df), ("p_value", expected.p),
    ]
    for case (let column, let value?) in columns {
      let found = try #require(row.numbers[column], "\(expected.metric), \(column)")
      // The shape of skewed data has the five digits of its coarser integers; nothing else is rounded.
      let isOfShape = row.words["method"] == "hall-t" && ["statistic", "df", "p_value"].contains(column)
      #expect(
        isClose(found, value, relative: isOfShape ? 1e-5 : 1e-9, absolute: 1e-12),
        "\(expected.metric), \(expected.variant), \(column): \(found), not \(value)")
    }
  }

  private static func text(_ name: String) throws -> [Substring] {
    let path = try #require(realData) + "/" + name
    let data = try #require(FileManager.default.contents(atPath: path))
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
  }

  /// What customers spent in half-open horizons from their first purchase, how often and on how many days they came back.
  @Test func everyCohortOfCDNOWSpentWhatPandasSays() async throws {
    let purchases = try Self.text("cdnow-clv/CDNOW_sample.txt").map { line in
      let fields = line.split(separator: " ")
      let date = fields[2]
      return (
        customer: fields[1], date: "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))",
        dollars: fields[4]
      )
    }
    let folder = try ScratchFolder()
    let first = Dictionary(purchases.map { ($0.customer, $0.date) }, uniquingKeysWith: min)
    try folder.write(
      "customer,cohort,first\n" + first.sorted { $0.key < $1.key }.map { "\($0),\($1.prefix(7)),\($1)\n" }.joined(),
      to: "exposures.csv")
    try folder.write(
      "customer,date,dollars\n" + purchases.map { "\($0.customer),\($0.date),\($0.dollars)\n" }.joined(),
      to: "purchases.csv")
    let results = try await Self.analyze("cdnow-clv", in: folder, root: folder.path)
    let cases = try Self.cases("cdnow")
    #expect(cases.count == 12 && purchases.count == 6_919 && first.count == 2_357)
    for expected in cases { try compare(results, expected) }
    #expect(results.facts.first?.read == 6_919)
  }

  @Test func incentivesOfThornton() async throws {
    let folder = try ScratchFolder()
    let results = try await Self.analyze("thornton-hiv", in: folder, root: try #require(realData))
    let expected = try #require(try Self.cases("thornton").first { $0.variant == "incentive" })
    try compare(results, expected)
    // Published with controls: 0.431; without an incentive 34 %.
    #expect(printsAs(expected.values[0], "0.34") && expected.difference.map { printsAs($0, "0.45") } == true)
  }

  /// Villages are the rows of analysis: their errors are those of CR2 by village.
  @Test func villagesOfThornton() async throws {
    let people = try Self.text("thornton-hiv/thornton_hiv.csv").dropFirst().enumerated().compactMap { index, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return Double(fields[2]).flatMap { distance in
        fields[0].isEmpty || fields[1].isEmpty
          ? nil : (person: index, village: fields[0], got: fields[1], distance: distance)
      }
    }
    let villages = Dictionary(grouping: people, by: \.village).mapValues { people in
      people.reduce(0) { $0 + $1.distance } / Double(people.count)
    }
    let folder = try ScratchFolder()
    let lines = people.map {
      "\($0.person),\($0.village),\(villages[$0.village, default: 0] > 1.5 ? "far" : "near"),\($0.got)\n"
    }
    try folder.write("person,village,place,got\n" + lines.joined(), to: "people.csv")
    let results = try await Self.analyze("thornton-hiv-distance", in: folder, root: folder.path)
    let expected = try #require(try Self.cases("thornton").first { $0.variant == "far" })
    #expect(expected.rows?.reduce(0, +) == people.count)
    try compare(results, expected)
  }

  @Test func clicksOfTheOpenBandit() async throws {
    let folder = try ScratchFolder()
    for policy in ["random", "bts"] {
      let path = try #require(realData) + "/open-bandit-men/\(policy)_men.csv.gz"
      try DuckDBWriter.write("select item_id, position, click from read_csv('\(path)')", to: folder("\(policy).csv"))
    }
    let results = try await Self.analyze("open-bandit-men", in: folder, root: folder.path)
    let expected = try Self.cases("open-bandit")
    #expect(expected.count == 1)
    for each in expected { try compare(results, each) }
  }
}
