import TestSupport
import Testing

/// Units and clusters that go nowhere are counted once, however the summary is divided.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct GroupedLedgerTests {
  private func outcome(
    of header: String, _ rows: [String], _ change: (inout SmallSpec) -> Void
  ) async throws -> (errors: String, results: JSONResults?) {
    let folder = try ScratchFolder()
    try folder.write(([header] + rows).map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write(SmallSpec(change).json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    return (outcome.errors, outcome.code == 0 ? try JSONResults(folder.bytes(of: "results.json")) : nil)
  }

  /// Twelve clusters of four units; two of them, in different strata, have a unit of another stratum.
  @Test func clustersThatDifferAreAllCounted() async throws {
    let rows = (0..<48).map { i in
      let town = i / 4
      let kind = town < 2 && i % 4 == 3 ? "z" : "s\(town % 2)"
      return "\(i),t\(town),\(town % 4 < 2 ? "old" : "new"),\(i % 3),\(kind)"
    }
    let found = try await outcome(of: "user,town,variant,sold,kind", rows) {
      $0.data += #", "cluster": "town", "attributes": ["kind"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold" }]"#
      $0.rest = #", "strata": ["kind"]"#
    }
    #expect(
      found.errors.contains("2 clusters have units that differ in \"kind\", for example town \"t0\", \"t1\""),
      "\(found.errors)")
  }

  /// A hundred units with two events each; four of them, two of each kind, have an event in either variant.
  @Test func unitsOfEventsInSeveralVariantsAreAllCounted() async throws {
    let rows = (0..<100).flatMap { user in
      ["old", "new"].enumerated().map { event, other in
        "\(user),\(user < 4 ? other : user % 2 == 0 ? "old" : "new"),\(event),k\(user % 4 / 2)"
      }
    }
    let found = try await outcome(of: "user,variant,sold,kind", rows) {
      $0.data += #", "rows": "events", "attributes": ["kind"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold" }]"#
      $0.rest = #", "segments": ["kind"]"#
    }
    let check = try #require(found.results?.checks.first { $0.name == "units in several variants" }, "\(found.errors)")
    #expect(check.finding.hasPrefix("4 of 100 units were seen in several variants"), "\(check.finding)")
  }
}
