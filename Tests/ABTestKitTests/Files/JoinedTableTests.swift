import TestSupport
import Testing

/// Attributes from a second table give the same results as the same columns in the first.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct JoinedTableTests {
  private struct Row {
    let id: Int
    var arm: String { ["old", "new"][id * 7919 % 1009 % 2] }
    var sold: Int { id * 31 % 17 }
    /// Missing for some.
    var country: String { id % 97 == 5 ? "" : ["DE", "FR", "IT"][id * 13 % 7 % 3] }
    var age: String { id % 97 == 5 ? "" : "\(18 + id * 17 % 60)" }
  }

  private static let rows = (0..<900).map(Row.init)

  private static let metrics =
    #"[{ "name": "m", "type": "mean", "column": "sold", "covariates": ["age", "country"] }, { "name": "old", "type": "proportion", "value": "age", "above": 40 }, { "name": "part", "type": "mean", "column": "sold", "where": "country <> 'IT'" }]"#

  /// The unit has another name in the second table, whose rows are in another order and surrounded by those of strangers.
  private static let second =
    "who,country,age,more\n"
    + ((900..<1000).map(Row.init) + rows.reversed()).filter { !$0.country.isEmpty }
    .map { " u\($0.id) ,\($0.country),\($0.age),\($0.id)\n" }.joined()

  private func spec(_ data: String, source: String = "units.csv") -> SmallSpec {
    SmallSpec {
      $0.source = source
      $0.data = data
      $0.metrics = Self.metrics
      $0.rest = #", "segments": ["country"], "strata": [{ "name": "late", "value": "age > 50" }]"#
    }
  }

  @Test(arguments: ["countries.csv", "countries.parquet"])
  func areColumnsOfTheData(second: String) async throws {
    let wide =
      "user,variant,sold,country,age\n"
      + Self.rows.map { "u\($0.id),\($0.arm),\($0.sold),\($0.country),\($0.age)\n" }.joined()
    let narrow = "user,variant,sold\n" + Self.rows.map { "u\($0.id),\($0.arm),\($0.sold)\n" }.joined()
    let expected = try await analyzedRows(
      spec(#", "unit": "user", "attributes": ["country", "age"]"#), ["units.csv": wide])
    #expect(expected.count > 12)
    let found = try await analyzedRows(
      spec(
        ", \"unit\": \"user\", \"join\": [{ \"source\": \"\(second)\", \"unit\": \"who\", \"columns\": [\"country\", \"age\"] }]"
      ), ["units.csv": narrow, second: Self.second])
    #expect(found == expected)
  }

  /// Totals of a second table by day and variant are columns of the rows of aggregates, whichever kind of file they stand in.
  @Test(arguments: ["costs.csv", "costs.parquet"])
  func areTotalsBesideAggregates(second: String) async throws {
    struct Total {
      let day: Int
      let arm: Int
      var key: String { "2026-03-\(10 + day),\(["old", "new"][arm])" }
      var reversedKey: String { "\(["old", "new"][arm]),2026-03-\(10 + day)" }
      var units: Int { 500 + day * 7 % 11 }
      var clicks: Int { 40 + (day * 5 + arm) % 9 }
      var cost: Int { 20 + (day * 3 + arm * 2) % 8 }
    }
    let days = (1...12).flatMap { day in [Total(day: day, arm: 0), Total(day: day, arm: 1)] }
    func rows(_ join: String) -> SmallSpec {
      SmallSpec {
        $0.data = #", "rows": "aggregates", "units": "n""# + join
        $0.metrics =
          #"[{ "name": "cpc", "type": "ratio", "numerator": "cost", "denominator": "clicks" }, { "name": "cost", "type": "mean", "sum": "cost", "role": "secondary" }]"#
      }
    }
    let narrow = days.map { "\($0.key),\($0.units),\($0.clicks)" }
    let wide = zip(narrow, days).map { "\($0),\($1.cost)\n" }.joined()
    let costs = days.reversed().map { "\($0.cost),\($0.reversedKey)\n" }.joined()
    let expected = try await analyzedRows(rows(""), ["units.csv": "day,variant,n,clicks,cost\n" + wide])
    let found = try await analyzedRows(
      rows(#", "join": { "source": "\#(second)", "on": ["day", "variant"], "columns": ["cost"] }"#),
      [
        "units.csv": "day,variant,n,clicks\n" + narrow.map { $0 + "\n" }.joined(),
        second: "cost,variant,day\n" + costs + "99,old,2026-04-01\n",
      ])
    #expect(found == expected && expected.contains { $0["metric"] == "cpc" && $0["status"] == "ok" })
  }

  /// What is measured is no attribute that was known before exposure: a true effect is no broken assignment.
  @Test func mayBeOutcomes() async throws {
    func sold(_ row: Row) -> Int { row.id * 37 % 100 < (row.arm == "new" ? 60 : 20) ? 1 : 0 }
    let narrow = "user,variant\n" + Self.rows.map { "u\($0.id),\($0.arm)\n" }.joined()
    let second = "who,bought,grp\n" + Self.rows.map { "u\($0.id),\(sold($0)),\($0.arm)\n" }.joined()
    for data in ["", #", "crossing": { "assigned": "grp" }"#] {
      let found = try await analyzedRows(
        SmallSpec {
          $0.data =
            #", "unit": "user", "join": { "source": "more.csv", "unit": "who", "columns": ["bought", "grp"] }"# + data
          $0.metrics = #"[{ "name": "m", "type": "proportion", "column": "bought" }]"#
        }, ["units.csv": narrow, "more.csv": second])
      // As an attribute that nothing uses the assigned variant would be lopsided.
      #expect(found.contains { $0["status"] == (data.isEmpty ? "mismatch" : "ok") }, "\(data)")
    }
  }

  /// Rows of events, each of which gets what is known of its unit.
  @Test func areAttributesOfEvents() async throws {
    func events(_ isWide: Bool) -> String {
      "user,variant,sold\(isWide ? ",country,age" : "")\n"
        + (Self.rows + Self.rows.prefix(300)).map {
          "u\($0.id),\($0.arm),\($0.sold)\(isWide ? ",\($0.country),\($0.age)" : "")\n"
        }.joined()
    }
    func spec(_ data: String) -> SmallSpec {
      SmallSpec {
        $0.data = #", "rows": "events", "unit": "user""# + data
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold" }]"#
        $0.rest = #", "segments": ["country"]"#
      }
    }
    let expected = try await analyzedRows(spec(#", "attributes": ["country"]"#), ["units.csv": events(true)])
    let found = try await analyzedRows(
      spec(#", "join": [{ "source": "countries.csv", "unit": "who", "columns": ["country"] }]"#),
      ["units.csv": events(false), "countries.csv": Self.second])
    #expect(found == expected)
    #expect(expected.count > 6)
  }
}
