import TestSupport
import Testing

/// Randomization tests and the careful result for few clusters, through the binary.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct RandomizationTests {
  private func row(_ table: CSVTable, _ method: String) throws -> [String: String] {
    try #require(table.rows.first { $0["method"] == method && $0["estimand"] == "absolute" })
  }

  /// The examples of Methods/randomization and Methods/clusters; the variance agrees with clubSandwich.
  private func expectFixtureTwo(_ table: CSVTable) throws {
    let permuted = try row(table, "randomization")
    #expect(isClose(try permuted.number("p_value"), 42.0 / 252, relative: 1e-12))
    #expect(permuted["path"]?.hasSuffix("|cluster|randomization|fixed") == true)
    #expect(permuted["ci_low"] == "" && permuted["status"] == "ok")
    let careful = try row(table, "cluster-cr2")
    for (column, value) in [
      ("std_error", 0.04151638), ("df", 7.603839), ("p_value", 0.150196), ("ci_low", -0.030180), ("ci_high", 0.163044),
    ] {
      #expect(isClose(try careful.number(column), value, relative: 2e-5), "\(column)")
    }
    #expect(careful["verdict"] == "inconclusive" && careful["warnings"]?.contains("randomizationDecides") == true)
  }

  @Test func aRatioOfTenClustersHasTheExamplesNumbers() async throws {
    let table = try await CSVTable(of: "store,variant,sold,visits", FixtureTwo.totals()) {
      $0.data = FixtureTwo.cluster
      $0.metrics = FixtureTwo.ratio
    }
    try expectFixtureTwo(table)
    #expect(!table.rows.contains { $0["method"] == "delta-method" })
  }

  @Test func aProportionOfTheirEventsHasTheSameNumbersAndADesignEffect() async throws {
    let folder = try ScratchFolder()
    try folder.write((["store,variant,sold"] + FixtureTwo.events).map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write(SmallSpec { $0.data = FixtureTwo.cluster }.json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    try expectFixtureTwo(table)
    let report = try #require(folder.text(of: "report.md"))
    #expect(
      report.contains(
        """
        ## Clusters

        | Metric | Variant | Clusters | Effective clusters | Intraclass correlation | Design effect |
        | --- | --- | ---: | ---: | ---: | ---: |
        | sale | new | 5 / 5 | 4.7 / 4.9 | 0.013 | 1.50 |
        """))
  }

  @Test func withFewClustersAMarginIsForTheCarefulResult() async throws {
    let table = try await CSVTable(of: "store,variant,sold", FixtureTwo.events) {
      $0.data = FixtureTwo.cluster
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold", "margin": "5pp" }]"#
    }
    let row = try #require(table.rows.first { $0["hypothesis"] == "non-inferiority" })
    #expect(row["method"] == "cluster-cr2" && row["verdict"] == "non-inferior")
    // (0.06643221 + 0.05)/0.04151638
    #expect(isClose(try row.number("statistic"), 2.804488, relative: 1e-6))
  }

  struct Mechanism: Decodable, Sendable {
    struct Row: Decodable, Sendable {
      let text: String
      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        let (stratum, variant) = (try values.decode(String.self), try values.decode(String.self))
        text = "\(stratum),\(variant),\(try values.decode(Double.self))"
      }
    }
    let assignment: String
    let rows: [Row]
    let p: Double
  }

  @Test func pairsAndSequencesAreTossedAsTheyWere() async throws {
    for example in try OracleTable.cases("assignment_mechanisms", as: Mechanism.self) {
      let table = try await CSVTable(of: "block,variant,spent", example.rows.map(\.text)) {
        $0.data = #", "attributes": ["block"], "assignment": "\#(example.assignment)""#
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "test": "randomization" }]"#
        $0.rest = #", "strata": ["block"]"#
      }
      let found = try row(table, "randomization").number("p_value")
      #expect(isClose(found, example.p, relative: 1e-12), "\(example.assignment) \(example.rows.count) \(found)")
    }
  }

  /// What is reported of segments beside a metric changes nothing in all units.
  @Test(arguments: [
    #""type": "mean", "test": "randomization""#, #""type": "mean", "test": "bootstrap""#, #""type": "rank""#,
    #""type": "mean", "test": "randomization", "covariates": ["before"]"#,
  ])
  func segmentsChangeNothing(metric: String) async throws {
    let rows = (1...60).map { "\($0),\(old($0)),\($0 * 37 % 23),\($0 * 11 % 7),c\($0 % 3)" }
    func results(_ rest: String) async throws -> [[String: String]] {
      try await CSVTable(of: "user,variant,spent,before,city", rows) {
        $0.data = #", "unit": "user", "attributes": ["city"]"#
        $0.metrics = #"[{ "name": "m", "column": "spent", \#(metric) }]"#
        $0.rest = rest + #", "inference": { "replicates": 199 }"#
      }.rows.filter { $0["segment"] == "" }
    }
    let (alone, beside) = (try await results(""), try await results(#", "segments": ["city"]"#))
    try #require(alone.count == beside.count && !alone.isEmpty)
    for (left, right) in zip(alone, beside) {
      for (column, text) in left where text != right[column] {
        // Segments are merged, which rounds otherwise.
        #expect(isClose(try left.number(column), try right.number(column), relative: 1e-12), "\(column)")
      }
    }
  }

  /// 2·C(6, 3)⁻¹ is the least p-value of three units against three: with these values only the observed assignment and its
  /// mirror image reach it.
  @Test func sixUnitsAreEnumerated() async throws {
    let rows = ["a,old,1", "b,old,2", "c,old,4", "d,new,11", "e,new,13", "f,new,16"]
    for data in [#", "unit": "user""#, ""] {
      let table = try await CSVTable(of: "user,variant,spent", rows) {
        $0.data = data
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "test": "randomization" }]"#
      }
      #expect(try row(table, "randomization").number("p_value") == 0.1)
      #expect(try row(table, "hall-t")["verdict"] == "inconclusive")
    }
  }

  /// Within two strata of two against two there are 6·6 assignments, of which two are extreme.
  @Test func strataAreExchangedWithinThemselves() async throws {
    let rows = [
      "a,old,1,x", "b,old,2,x", "c,new,11,x", "d,new,12,x", "e,old,101,y", "f,old,102,y", "g,new,111,y", "h,new,113,y",
    ]
    let table = try await CSVTable(of: "user,variant,spent,city", rows) {
      $0.data = #", "unit": "user", "attributes": ["city"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "test": "randomization" }]"#
      $0.rest = #", "strata": ["city"]"#
    }
    #expect(isClose(try row(table, "randomization").number("p_value"), 2.0 / 36, relative: 1e-12))
  }

  @Test func theOrderOfRowsAndTheThreadsDecideNothing() async throws {
    let rows = (1...120).map { "u\($0),\(old($0)),\(($0 * 37) % 101),\(($0 * 53) % 17),\($0 % 3 == 0 ? "x" : "y")" }
    func result(_ rows: [String], _ data: String, _ threads: String) async throws -> CSVTable {
      try await CSVTable(of: "user,variant,spent,before,city", rows, ["--threads", threads]) {
        $0.data = data
        $0.metrics = """
          [{ "name": "m", "type": "mean", "column": "spent", "test": "randomization" },
            { "name": "a", "type": "mean", "column": "spent", "test": "randomization", "covariates": ["before"] }]
          """
        $0.rest = #", "inference": { "seed": 5, "replicates": 99 }"#
      }
    }
    for data in [#", "unit": "user""#, ""] {
      let first = try await result(rows, data, "1")
      for (other, threads) in [(rows, "2"), (rows.shuffledByHash, "4")] {
        #expect(try await result(other, data, threads).rows == first.rows)
      }
      #expect(try row(first, "randomization").number("p_value") != 1)
    }
  }

  @Test(arguments: [
    ("one cluster", Array(FixtureTwo.control.prefix(1)), "tooFew"),
    ("three clusters", Array(FixtureTwo.control.prefix(3)), "tooFew"),
  ])
  func fewerThanFourClustersSaySo(name: String, control: [(Int, Int)], status: String) async throws {
    let table = try await CSVTable(of: "store,variant,sold,visits", FixtureTwo.totals(control)) {
      $0.data = FixtureTwo.cluster
      $0.metrics = FixtureTwo.ratio
    }
    for row in table.rows {
      #expect(row["status"] == status && row["p_value"] == "" && row["ci_low"] == "" && row["verdict"] == "", "\(row)")
      #expect(row["reason"] == "a variant has fewer than 4 clusters, too few to estimate a standard error")
    }
  }

  @Test func withoutVarianceThereIsNoP() async throws {
    let table = try await CSVTable(of: "user,variant,sold", (1...20).map { "\($0),\(old($0)),1" }) {
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold", "test": "randomization" }]"#
    }
    for row in table.rows { #expect(row["status"] == "noVariation" && row["p_value"] == "" && row["verdict"] == "") }
    let converted = try await CSVTable(of: "user,variant,sold", (1...20).map { "\($0),\(old($0)),1" }) {
      $0.metrics = #"[{ "name": "m", "type": "proportion", "column": "sold", "test": "randomization" }]"#
    }
    #expect(try row(converted, "randomization")["status"] == "noVariation")
    #expect(try row(converted, "miettinen-nurminen")["verdict"] == "")
  }

  /// Four values in each of three variants, those of the control far below: only 2 or so of 99 shuffles keep them so far apart.
  @Test func aContrastOfThreeVariantsShufflesTheLabelsOfAll() async throws {
    let rows = (0..<12).map { "u\($0),\(["a", "b", "c"][$0 % 3]),\($0 % 3 == 0 ? $0 : 100 + $0)" }
    func p(_ rows: [String]) async throws -> Double {
      let table = try await CSVTable(of: "user,variant,sold", rows) {
        $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }, { "name": "c" }]"#
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold", "test": "randomization" }]"#
        $0.rest = #", "contrasts": { "both": { "a": -1, "b": 0.5, "c": 0.5 } }"#
      }
      return try row(table, "randomization").number("p_value")
    }
    let found = try await p(rows)
    // At least the 1 in C(12, 4) = 495 shuffles that put the four small values together again.
    #expect(found < 0.02)
    #expect(try await p(rows.reversed()) == found)
  }
}

extension [String] {
  /// In an order that has nothing to do with the present one.
  var shuffledByHash: [String] {
    enumerated().sorted { ($0.offset * 7919) % 1009 < ($1.offset * 7919) % 1009 }.map(\.element)
  }
}
