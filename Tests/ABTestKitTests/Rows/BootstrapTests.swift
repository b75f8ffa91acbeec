import TestSupport
import Testing

/// The bootstrap through the binary: its example, and that nothing but seed, units and values decides about it.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct BootstrapTests {
  private static let seed = #", "inference": { "seed": 42 }"#

  /// The example of Methods/bootstrap: F3, seed 42, B = 999.
  @Test func theExampleHasItsNumbers() async throws {
    let table = try await CSVTable(of: "user,variant,y,x", FixtureThree.rows) {
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "y", "test": "bootstrap" }]"#
      $0.rest = Self.seed
    }
    let row = try table.row("m", "absolute")
    #expect(isClose(try row.number("ci_low"), -0.768938, relative: 2e-5))
    #expect(isClose(try row.number("ci_high"), 2.635706, relative: 1e-5))
    #expect(isClose(try row.number("p_value"), 0.222, relative: 1e-12))
    #expect(row["method"] == "bootstrap-t" && row["path"] == "mean|none|unit|bootstrap-t|fixed")
    #expect(row["df"] == "" && row["status"] == "ok")
    #expect(try table.row("m", "relative")["path"] == "mean|none|unit|bootstrap-t|fixed")
  }

  /// Of eight units some draws have nobody in a variant and are taken from the reserve, of which the other metric has no part.
  @Test func theReserveOfOneMetricLeavesTheOthersAlone() async throws {
    let rows = (0..<200).map { "\($0),\($0 % 2 == 0 ? "old" : "new"),\($0 < 16 ? "\($0 % 5)" : ""),\($0 % 7)" }
    func table(_ metrics: String) async throws -> CSVTable {
      try await CSVTable(of: "user,variant,few,all", rows) {
        $0.metrics = metrics
        $0.rest = Self.seed
      }
    }
    let few = #"{ "name": "few", "type": "mean", "column": "few", "missing": "drop", "test": "bootstrap" }"#
    let all = #"{ "name": "all", "type": "mean", "column": "all", "test": "bootstrap" }"#
    let both = try await table("[\(few), \(all)]")
    for (name, alone) in [("few", few), ("all", all)] {
      let own = try await table("[\(alone)]").row(name, "absolute")
      #expect(own["status"] == "ok")
      for column in ["ci_low", "ci_high", "p_value"] {
        #expect(try both.row(name, "absolute")[column] == own[column], "\(name) \(column)")
      }
    }
  }

  /// With a covariate that explains most of the variance the interval is that much narrower.
  @Test func covariatesTakePartInEveryReplicate() async throws {
    let table = try await CSVTable(of: "user,variant,y,x", FixtureThree.rows) {
      $0.metrics = """
        [{ "name": "m", "type": "mean", "column": "y", "test": "bootstrap" },
          { "name": "a", "type": "mean", "column": "y", "test": "bootstrap", "covariates": ["x"] },
          { "name": "t", "type": "mean", "column": "y", "covariates": ["x"] }]
        """
      $0.rest = Self.seed
    }
    func width(_ metric: String) throws -> Double {
      let row = try table.row(metric, "absolute")
      return try row.number("ci_high") - row.number("ci_low")
    }
    #expect(try table.row("a", "absolute")["path"] == "mean|lin(k=1)|unit|bootstrap-t|fixed")
    #expect(try width("a") < 0.7 * width("m"))
    #expect(isClose(try width("a"), try width("t"), relative: 0.1))
    #expect(
      isClose(
        try table.row("a", "absolute").number("estimate"), try table.row("t", "absolute").number("estimate"),
        relative: 1e-9))
  }

  private static let metrics = """
    [{ "name": "p", "type": "proportion", "column": "sold", "test": "bootstrap" },
      { "name": "m", "type": "mean", "column": "spent", "test": "bootstrap", "covariates": ["before"], "margin": "10%" },
      { "name": "r", "type": "ratio", "numerator": "spent", "denominator": "visits", "test": "bootstrap" }]
    """

  private static let rows = (1...400).map { unit in
    let spent = unit % 13 == 0 ? "" : "\(Double((unit * 37) % 101) / 7)"
    let before = unit % 11 == 0 ? "" : "\((unit * 53) % 17)"
    return
      "u\(unit),\(old(unit)),\(unit % 3 == 0 ? 1 : 0),\(spent),\(1 + unit % 5),\(before),\(unit % 4 < 2 ? "x" : "y"),s\(unit % 90)"
  }

  @Test(arguments: [
    #", "unit": "user", "attributes": ["city"]"#, #", "attributes": ["city"]"#,
    #", "unit": "user", "rows": "events", "attributes": ["city"]"#,
    #", "unit": "user", "cluster": "store", "attributes": ["city"]"#,
  ])
  func threadsAndTheOrderOfRowsDecideNothing(data: String) async throws {
    func result(_ rows: [String], _ threads: String) async throws -> [[String: String]] {
      try await CSVTable(of: "user,variant,sold,spent,visits,before,city,store", rows, ["--threads", threads]) {
        $0.data = data
        $0.metrics = Self.metrics
        $0.rest = #", "inference": { "replicates": 199 }"#
      }.rows
    }
    let first = try await result(Self.rows, "1")
    #expect(first.contains { $0["method"] == "bootstrap-t" && $0["status"] == "ok" })
    for (rows, threads) in [(Self.rows, "2"), (Self.rows.shuffledByHash, "4")] {
      #expect(try await result(rows, threads) == first, "\(threads)")
    }
  }

  /// (1 + #)/(B + 1) reaches α exactly where the limit of the interval passes the null value.
  @Test func aPValueBelowAlphaMeansThatTheIntervalExcludesTheNullValue() async throws {
    let table = try await CSVTable(of: "user,variant,sold,spent,visits,before,city,store", Self.rows) {
      $0.data = #", "unit": "user", "attributes": ["city"]"#
      $0.metrics = Self.metrics
      $0.rest = #", "strata": ["city"]"#
    }
    for row in table.rows where row["status"] == "ok" {
      let (low, high) = (try row.number("ci_low"), try row.number("ci_high"))
      let null = try row.number("null_value")
      let isOutside = row["alternative"] == "greater" ? null < low : null < low || null > high
      #expect((try row.number("p_value") <= row.number("alpha")) == isOutside, "\(row)")
    }
  }

  @Test func degenerateDataHaveNoReplicates() async throws {
    func statuses(_ rows: [String], _ type: String) async throws -> Set<String> {
      let table = try await CSVTable(of: "user,variant,sold", rows) {
        $0.metrics = #"[{ "name": "m", "type": "\#(type)", "column": "sold", "test": "bootstrap" }]"#
      }
      for row in table.rows where row["status"] != "ok" && row["status"] != "tooSkewed" {
        #expect(row["p_value"] == "" && row["ci_low"] == "")
      }
      return Set(table.rows.compactMap { $0["status"] })
    }
    let equal = (1...40).map { "\($0),\(old($0)),1" }
    #expect(try await statuses(equal, "mean") == ["noVariation"])
    #expect(try await statuses(equal, "proportion").isSubset(of: ["noVariation", "boundary"]))
    // A single success leaves the other variant without any, so that nothing is known of its shape.
    let one = (1...40).map { "\($0),\(old($0)),\($0 == 1 ? 1 : 0)" }
    #expect(try await statuses(one, "mean") == ["tooSkewed", "liftUndefined"])
    // Of three units one draw in five has no more than one.
    let few = (1...40).map { "\($0),\($0 <= 3 ? "new" : "old"),\($0 % 7)" }
    #expect(try await statuses(few, "mean") == ["tooFew"])
  }
}
