import ABTestKit
import TestSupport
import Testing

/// Units in several variants are analyzed as if the log had been cleaned by hand.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct CrossingTests {
  private struct Exposure {
    let user: Int
    let variant: String
    let hour: Int
    var line: String {
      "u\(user),\(variant),2026-03-02 \(hour < 10 ? "0" : "")\(hour):00,\(user * 31 % 13),\(assigned)\n"
    }
    var assigned: String { Exposure.first(user) }
    static func first(_ user: Int) -> String { ["old", "new"][user * 7919 % 1009 % 2] }
    static func other(_ user: Int) -> String { first(user) == "old" ? "new" : "old" }
  }

  /// Every fourth unit sees the other variant later, one in fifty both at once.
  private static let log = (0..<700).flatMap { user -> [Exposure] in
    let first = Exposure(user: user, variant: Exposure.first(user), hour: 3 + user % 9)
    if user % 50 == 7 { return [Exposure(user: user, variant: Exposure.other(user), hour: first.hour), first] }
    return user % 4 == 1 ? [Exposure(user: user, variant: Exposure.other(user), hour: 20), first] : [first]
  }

  private func results(_ exposures: [Exposure], _ data: String) async throws -> [[String: String]] {
    let folder = try ScratchFolder()
    try folder.write("user,variant,seen,spent,grp\n" + exposures.map(\.line).joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data = data
        $0.metrics =
          #"[{ "name": "m", "type": "mean", "column": "spent" }, { "name": "r", "type": "rank", "column": "spent" }]"#
      }.json, to: "spec.json")
    return try await CSVTable(analyzing: folder, ["--format", "csv"]).rows
  }

  private static let timed = #", "unit": "user", "time": "seen""#

  @Test func theFirstVariantCounts() async throws {
    let torn = Set((0..<700).filter { $0 % 50 == 7 })
    let cleaned = (0..<700).filter { !torn.contains($0) }
      .map { Exposure(user: $0, variant: Exposure.first($0), hour: 3 + $0 % 9) }
    #expect(
      try await results(Self.log, Self.timed + #", "crossing": "first""#) == (try await results(cleaned, Self.timed)))
  }

  @Test func crossedUnitsAreExcluded() async throws {
    let loyal = (0..<700).filter { $0 % 50 != 7 && $0 % 4 != 1 }
      .map { Exposure(user: $0, variant: Exposure.first($0), hour: 3 + $0 % 9) }
    // One in four crosses, so that nothing is concluded; the numbers are those of the others.
    let numbers = ["estimate", "std_error", "ci_low", "ci_high", "n_control", "n_variant"]
    let found = try await results(Self.log, Self.timed)
    let expected = try await results(loyal, Self.timed)
    #expect(found.map { row in numbers.map { row[$0] } } == expected.map { row in numbers.map { row[$0] } })
  }

  /// The second rule's numbers are those of an analysis by it alone.
  @Test func anotherRuleStandsBeside() async throws {
    func run(_ crossing: String) async throws -> (json: String, rows: [[String: String]]) {
      let folder = try ScratchFolder()
      try folder.write("user,variant,seen,spent,grp\n" + Self.log.map(\.line).joined(), to: "units.csv")
      try folder.write(
        SmallSpec {
          $0.data = Self.timed + ", \"crossing\": \(crossing)"
          $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent" }]"#
        }.json, to: "spec.json")
      let table = try await CSVTable(analyzing: folder, ["--format", "csv,json"])
      return (try #require(folder.text(of: "results.json")), table.rows)
    }
    let (both, first, alone) = (
      try await run(#"["first", "exclude"]"#), try await run("\"first\""), try await run("\"exclude\"")
    )
    func estimate(_ rows: [[String: String]]) throws -> String {
      try #require(rows.first { $0["estimand"] == "absolute" }?["estimate"])
    }
    #expect(try estimate(both.rows) == estimate(first.rows) && estimate(first.rows) != estimate(alone.rows))
    let beside = try #require(both.json.split(separator: "\"crossing\": {").dropFirst().first)
    #expect(try beside.contains(estimate(first.rows)) && beside.contains(estimate(alone.rows)))
    #expect(try !first.json.contains(estimate(alone.rows)))
  }

  @Test(arguments: [timed, #", "unit": "user""#])
  func theAssignedVariantCounts(data: String) async throws {
    let assigned = (0..<700).map { Exposure(user: $0, variant: Exposure.first($0), hour: 3 + $0 % 9) }
    #expect(
      try await results(Self.log, data + #", "crossing": { "assigned": "grp" }"#)
        == (try await results(assigned, data)))
  }
}
