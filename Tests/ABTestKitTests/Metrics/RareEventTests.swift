import TestSupport
import Testing

/// Rare events that no unit has twice: their rates are compared exactly (Methods/means-and-counts, "Rare events").
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct RareEventTests {
  private func table(_ metric: String, _ value: @escaping (Int) -> String) async throws -> CSVTable {
    let folder = try ScratchFolder()
    try folder.write(rows("hours", count: 2000) { "\($0),\(old($0)),\(value($0))" }, to: "units.csv")
    try folder.write(SmallSpec(metric: metric).json, to: "spec.json")
    return try await CSVTable(analyzing: folder)
  }

  /// Four events in control, fourteen in the variant, of 1000 units each.
  private static func events(_ unit: Int) -> Int { unit % 2 == 0 ? (unit <= 8 ? 1 : 0) : (unit < 28 ? 1 : 0) }

  /// The example of Methods/means-and-counts, "Rare events"; R: poisson.test(c(14, 4), c(1000, 1000)).
  @Test(arguments: [
    #"{ "name": "m", "type": "count", "column": "sold" }"#,
    #"{ "name": "m", "type": "count", "column": "sold", "per": "hours" }"#,
  ])
  func theExactTestDecides(metric: String) async throws {
    let table = try await table(metric) { "\(Self.events($0)),1" }
    let exact = try #require(table.rows.first { $0["method"] == "conditional-poisson" })
    #expect(exact["estimand"] == "relative" && exact["status"] == "ok" && exact["verdict"] == "better")
    for (column, value) in [
      ("estimate", 2.5), ("p_value", 0.030884), ("ci_low", 0.099196), ("ci_high", 13.602560),
    ] {
      #expect(isClose(try exact.number(column), value, relative: 1e-5), "\(column)")
    }
    #expect(try table.row("m", "absolute")["warnings"]?.contains("exactDecides") == true)
  }

  /// A unit with two events may have more for the same reason; twenty events are not rare.
  @Test func elsewhereNoPoissonVarianceIsAssumed() async throws {
    let repeated: @Sendable (Int) -> Int = { $0 == 1 ? 2 : Self.events($0) }
    let frequent: @Sendable (Int) -> Int = { $0 % 50 < 2 ? 1 : 0 }
    for events in [repeated, frequent] {
      let table = try await table(#"{ "name": "m", "type": "count", "column": "sold" }"#) { "\(events($0)),1" }
      #expect(!table.rows.contains { $0["method"] == "conditional-poisson" })
    }
  }
}
