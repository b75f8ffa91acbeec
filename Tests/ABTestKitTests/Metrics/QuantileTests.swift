import TestSupport
import Testing

/// Quantiles through the binary, against the worked example and against loops over the rows
/// (`Tests/Oracle/quantile_values.py`).
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct QuantileTests {
  private struct Case: Decodable {
    struct Arm: Decodable { let n: Int, value, low, high: Double }

    struct Comparison: Decodable {
      let estimate, standardError, statistic, lower, upper, liftLower, liftUpper: Double
    }

    let areEvents, isClustered, isFiltered, isShort: Bool
    let probability: Double
    let control, treatment: Arm
    let comparison: Comparison
  }

  private static func metric(_ name: String, _ q: Double, _ column: String, _ rest: String = "") -> String {
    #"{ "name": "\#(name)", "type": "quantile", "q": \#(q), "column": "\#(column)"\#(rest) }"#
  }

  private static func folder(_ data: String, _ spec: SmallSpec) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(data, to: "units.csv")
    try folder.write(spec.json, to: "spec.json")
    return folder
  }

  // MARK: - The worked example

  private static let f3: String = {
    let arms = [("c", "old", 1.0), ("t", "new", 1.1)].map { prefix, variant, factor in
      zip(1...200, Fixtures.f3(prefix, multiplier: factor)).map { index, row in
        let x = HashStream.exponential(seed: 7, key: "\(prefix)-\(index)", draw: 1)
        return "\(prefix)-\(index),\(variant),\(row[0]),\(x)\n"
      }.joined()
    }
    return "user,variant,y,x\n" + arms.joined()
  }()

  private static let f3Spec = SmallSpec {
    let adjusted = #", "covariates": ["x"]"#
    $0.metrics =
      "["
      + [
        metric("p50", 0.5, "y"), metric("p50x", 0.5, "y", adjusted), metric("p90", 0.9, "y"),
        metric("p90x", 0.9, "y", adjusted),
      ].joined(separator: ", ") + "]"
  }

  @Test func theWorkedExampleHasItsPrintedDigits() async throws {
    let table = try await CSVTable(analyzing: try Self.folder(Self.f3, Self.f3Spec))
    let expected: [(String, String, [String: String])] = [
      (
        "p50", "absolute",
        [
          // sorted(y)[85], sorted(y)[114] of each variant: the ranks 86 and 115 of 200.
          "value_control": "8.729408", "value_control_low": "7.257980", "value_control_high": "9.637420",
          "value_variant": "8.996787", "value_variant_low": "7.728468", "value_variant_high": "10.473120",
          "estimate": "0.267379", "std_error": "0.816099", "ci_low": "-1.235975", "ci_high": "1.989531",
        ]
      ),
      ("p50", "relative", ["estimate": "0.030630", "ci_low": "-0.134323", "ci_high": "0.259085"]),
      (
        "p50x", "absolute",
        [
          "value_control": "8.729408", "value_variant": "9.029205", "estimate": "0.299796", "std_error": "0.680650",
          "ci_low": "-0.910365", "ci_high": "1.834196",
        ]
      ),
      ("p90", "absolute", ["estimate": "1.774607", "ci_low": "-2.853407", "ci_high": "7.096736"]),
      ("p90x", "absolute", ["estimate": "2.142954", "ci_low": "-1.927450", "ci_high": "5.763915"]),
    ]
    for (metric, estimand, figures) in expected {
      let row = try table.row(metric, estimand)
      for (column, text) in figures {
        #expect(printsAs(try row.number(column), text), "\(metric) \(estimand) \(column): \(text)")
      }
      #expect(row["method"] == "woodruff-mover" && row["df"] == "" && row["status"] == "ok")
      #expect(row["warnings"] == (metric.hasPrefix("p90") ? "shortTail" : ""))
      let adjustment = metric.hasSuffix("x") ? "lin(k=1)" : "none"
      #expect(row["path"] == "quantile|\(adjustment)|unit|woodruff-mover|fixed")
    }
  }

  // MARK: - Loops over the rows

  @Test(arguments: [false, true], [false, true])
  func everyFigureIsThatOfALoop(areEvents: Bool, isClustered: Bool) async throws {
    let cases = try OracleTable.cases("quantile_values", as: Case.self)
      .filter { $0.areEvents == areEvents && $0.isClustered == isClustered }
    #expect(cases.count == 6)
    func name(_ own: Case) -> String { "p\(Int(own.probability * 100))\(own.isFiltered ? "a" : "")" }
    let spec = SmallSpec {
      $0.data =
        #", "unit": "user""# + (areEvents ? #", "rows": "events""# : "")
        + (isClustered ? #", "cluster": "cluster""# : "")
      let metrics = cases.map { own in
        Self.metric(name(own), own.probability, "value", own.isFiltered ? #", "where": "kind = 'a'""# : "")
      }
      $0.metrics = "[\(metrics.joined(separator: ", "))]"
    }
    let table = try await CSVTable(analyzing: try Self.folder(QuantileRows.csv(areEvents: areEvents), spec))
    for own in cases {
      let (absolute, relative) = (try table.row(name(own), "absolute"), try table.row(name(own), "relative"))
      let figures: [([String: String], String, Double)] = [
        (absolute, "n_control", Double(own.control.n)), (absolute, "n_variant", Double(own.treatment.n)),
        (absolute, "value_control", own.control.value), (absolute, "value_control_low", own.control.low),
        (absolute, "value_control_high", own.control.high), (absolute, "value_variant", own.treatment.value),
        (absolute, "value_variant_low", own.treatment.low), (absolute, "value_variant_high", own.treatment.high),
        (absolute, "estimate", own.comparison.estimate), (absolute, "std_error", own.comparison.standardError),
        (absolute, "statistic", own.comparison.statistic), (absolute, "ci_low", own.comparison.lower),
        (absolute, "ci_high", own.comparison.upper), (relative, "ci_low", own.comparison.liftLower),
        (relative, "ci_high", own.comparison.liftUpper),
      ]
      for (row, column, expected) in figures {
        #expect(
          isClose(try row.number(column), expected, relative: 1e-9, absolute: 1e-12), "\(name(own)) \(column)")
      }
      #expect(absolute["warnings"] == (own.isShort ? "shortTail" : ""), "\(name(own))")
    }
  }

  // MARK: - What could go wrong

  /// Two quantiles of one column were once labelled with the same digits elsewhere, so that one overwrote the other.
  @Test func twoQuantilesOfOneColumnKeepTheirOwnNumbers() async throws {
    func table(_ quantiles: [Double]) async throws -> CSVTable {
      let metrics = quantiles.map { Self.metric("p\(Int($0 * 1000))", $0, "y") }
      let spec = SmallSpec { $0.metrics = "[\(metrics.joined(separator: ", "))]" }
      return try await CSVTable(analyzing: try Self.folder(Self.f3, spec))
    }
    let columns = ["value_control", "value_variant", "estimate", "std_error", "ci_low", "ci_high", "p_value"]
    let both = try await table([0.9, 0.95, 0.955])
    var seen = Set<String>()
    for quantile in [0.9, 0.95, 0.955] {
      let name = "p\(Int(quantile * 1000))"
      let (alone, together) = (
        try await table([quantile]).row(name, "absolute"), try both.row(name, "absolute")
      )
      for column in columns { #expect(alone[column] == together[column], "\(name) \(column)") }
      seen.insert(try #require(together["value_control"]))
    }
    #expect(seen.count == 3)
  }

  @Test func quantilesOfOneColumnShareTheirScans() async throws {
    let spec = SmallSpec { $0.metrics = "[\(Self.metric("p90", 0.9, "y")), \(Self.metric("p95", 0.95, "y"))]" }
    let folder = try Self.folder(Self.f3, spec)
    let outcome = try await Binary.run(["sql", "spec.json"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let scans = outcome.output.split(separator: ";\n").filter { $0.contains(" scaled") || $0.contains("quantile_disc") }
    #expect(scans.count == 3)
    #expect(outcome.output.ranges(of: "quantile_disc").count == 2)
  }

  @Test func theBytesDoNotDependOnTheThreads() async throws {
    var random = SeededRandom(seed: 5)
    let rows = (0..<120_000).map { _ in
      let user = random.integer(0...9_999)
      return "u\(user),\(user % 2 == 0 ? "old" : "new"),\(Double(random.integer(0...1_000_000)) / 997)\n"
    }
    let spec = SmallSpec {
      $0.data = #", "unit": "user", "rows": "events""#
      $0.metrics = "[\(Self.metric("p50", 0.5, "ms")), \(Self.metric("p99", 0.99, "ms"))]"
    }
    let folder = try Self.folder("user,variant,ms\n" + rows.joined(), spec)
    var seen = Set<String>()
    for threads in ["1", "2", "4"] {
      let outcome = try await Binary.run(["analyze", "spec.json", "--quiet", "--threads", threads], in: folder)
      try #require(outcome.code == 0, "\(outcome.errors)")
      seen.insert(try #require(folder.text(of: "results.json")) + (try #require(folder.text(of: "report.md"))))
    }
    #expect(seen.count == 1)
  }

  /// Half of the units have the median, so that only order statistics limit it: 86 and 115 of 200.
  @Test func aPointMassHasTheIntervalOfItsOrderStatistics() async throws {
    let values = (1...200).map { $0 <= 90 ? $0 : $0 <= 180 ? 90 : $0 }
    let rows = values.enumerated().flatMap { ["o\($0),old,\($1)\n", "n\($0),new,\($1 + 1)\n"] }
    let spec = SmallSpec { $0.metrics = "[\(Self.metric("q", 0.5, "y"))]" }
    let row = try await CSVTable(analyzing: try Self.folder("user,variant,y\n" + rows.joined(), spec))
      .row("q", "absolute")
    #expect(row["status"] == "ties" && row["ci_low"] == "" && row["p_value"] == "" && row["std_error"] == "")
    #expect(try row.number("value_control") == 90 && row.number("value_control_low") == 86)
    #expect(try row.number("value_control_high") == 90 && row.number("estimate") == 1)
  }

  /// The rank is ⌈pN⌉ where pN is whole in decimals, whatever doubles make of it.
  @Test(arguments: [
    (0.1, 30, 3), (0.7, 10, 7), (0.29, 100, 29), (0.57, 100, 57), (0.9, 1000, 900), (0.35, 60, 21),
    (0.100000000001, 30, 3),
  ])
  func theRankIsExact(q: Double, count: Int, rank: Int) async throws {
    let rows = (1...count).flatMap { ["o\($0),old,\($0)\n", "n\($0),new,\($0 * 2)\n"] }
    let spec = SmallSpec { $0.metrics = "[\(Self.metric("q", q, "y"))]" }
    let row = try await CSVTable(analyzing: try Self.folder("user,variant,y\n" + rows.joined(), spec))
      .row("q", "absolute")
    #expect(try row.number("value_control") == Double(rank) && row.number("value_variant") == Double(2 * rank))
  }
}
