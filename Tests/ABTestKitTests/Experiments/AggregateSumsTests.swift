import TestSupport
import Testing

/// Means and ratios of which only sums are known.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct AggregateSumsTests {
  /// Days with the trials and the successes of both variants; the expected values of pairs are those of the review of the contract:
  /// standard error 0.00374017, t = 2.51218 with 7 degrees of freedom, p = 0.040269.
  private static let days: [(trials: [Int], successes: [Int])] = [
    ([1000, 1010], [52, 75]), ([1100, 1090], [70, 66]), ([900, 905], [31, 52]), ([1000, 990], [66, 64]),
    ([1050, 1060], [48, 61]), ([980, 975], [75, 79]), ([700, 690], [30, 40]), ([720, 730], [41, 46]),
  ]

  private static let long: String = {
    var lines = ["day,variant,visitors,spent\n"]
    for (day, row) in days.enumerated() {
      for (arm, name) in ["old", "new"].enumerated() {
        lines.append("2026-03-0\(day + 1),\(name),\(row.trials[arm]),\(row.successes[arm])\n")
      }
    }
    return lines.joined()
  }()

  private func row(
    _ metric: String, _ data: String = #", "rows": "aggregates", "units": "visitors""#, csv: String = long,
    variants: String? = nil, name: String = "m", _ estimand: String = "absolute"
  ) async throws -> [String: String] {
    let folder = try ScratchFolder()
    try folder.write(csv, to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data = data
        $0.metrics = "[\(metric)]"
        if let variants { $0.variants = variants }
      }.json, to: "spec.json")
    return try await CSVTable(analyzing: folder, ["--format", "csv"]).row(name, estimand)
  }

  private func expectPairs(_ row: [String: String]) throws {
    #expect(row["method"] == "paired-totals")
    #expect(abs(try row.number("estimate") - 0.00939597) < 5e-9)
    #expect(abs(try row.number("std_error") - 0.00374017) < 5e-9)
    #expect(abs(try row.number("statistic") - 2.51218) < 5e-6)
    #expect(abs(try row.number("p_value") - 0.040269) < 5e-7)
  }

  @Test(arguments: [
    #"{ "name": "m", "type": "mean", "sum": "spent" }"#,
    #"{ "name": "m", "type": "ratio", "numerator": "spent", "denominator": "visitors" }"#,
    #"{ "name": "m", "type": "proportion", "successes": "spent", "trials": "visitors" }"#,
  ])
  func sumsAreComparedByPairsOfDays(metric: String) async throws { try expectPairs(await row(metric)) }

  /// One row has all variants.
  @Test func wideRowsAreTheSame() async throws {
    let wide =
      "day,old_n,old_spent,new_n,new_spent\n"
      + Self.days.enumerated().map { day, row in
        "2026-03-0\(day + 1),\(row.trials[0]),\(row.successes[0]),\(row.trials[1]),\(row.successes[1])\n"
      }.joined()
    let variants =
      #"[{ "name": "old", "control": true, "columns": { "visitors": "old_n", "spent": "old_spent" } }, { "name": "new", "columns": { "visitors": "new_n", "spent": "new_spent" } }]"#
    for metric in [
      #"{ "name": "m", "type": "mean", "sum": "spent" }"#,
      #"{ "name": "m", "type": "proportion", "successes": "spent", "trials": "visitors" }"#,
    ] {
      let found = try await row(metric, csv: wide, variants: variants)
      try expectPairs(found)
      #expect(found == (try await row(metric)))
    }
  }

  /// Segments divide what is seen, and not the days.
  @Test func segmentsLeaveTheDaysWhole() async throws {
    var csv = "day,country,variant,visitors,spent\n"
    for (day, row) in Self.days.enumerated() {
      for (arm, name) in ["old", "new"].enumerated() {
        let (part, spent) = (row.trials[arm] / 3, row.successes[arm] / 4)
        csv += "2026-03-0\(day + 1),DE,\(name),\(part),\(spent)\n"
        csv += "2026-03-0\(day + 1),FR,\(name),\(row.trials[arm] - part),\(row.successes[arm] - spent)\n"
      }
    }
    let folder = try ScratchFolder()
    try folder.write(csv, to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data = #", "rows": "aggregates", "units": "visitors", "pair": "day", "attributes": ["country"]"#
        $0.metrics = #"[{ "name": "m", "type": "mean", "sum": "spent" }]"#
        $0.rest = #", "segments": ["country"]"#
      }.json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder, ["--format", "csv"])
    try expectPairs(try #require(table.rows.first { $0["metric"] == "m" && $0["segment"] == "" }))
  }

  /// With a base of a million the squares have few digits to spare, and with a larger one none.
  @Test func squaresOfALargeBaseAreRefused() async throws {
    for (base, status) in [
      (1000, "ok"), (300_000, "ok"), (10_000_000, "numericallyUnreliable"),
      (90_000_000, "numericallyUnreliable"),
    ] {
      func row(_ name: String, _ ones: Int) -> String {
        "\(name),1000,\(1000 * base + ones),\((1000 - ones) * base * base + ones * (base + 1) * (base + 1))\n"
      }
      let found = try await self.row(
        #"{ "name": "m", "type": "mean", "sum": "spent", "sum_squares": "squares" }"#,
        csv: "variant,visitors,spent,squares\n" + row("old", 400) + row("new", 700))
      #expect(found["status"] == status, "\(base)")
      if status == "ok" { #expect(abs(try found.number("std_error") - 0.021224) < 1e-5, "\(base)") }
    }
  }

  /// A unit of a fixed spread, without a tail.
  private static let units: [(arm: Int, value: Double)] = (0..<600).map { index in
    let base = Double(index * 7919 % 211) / 8
    return (index % 2, index % 2 == 1 ? base + 1.5 : base)
  }

  /// With their squares sums are as good as the values of the units, in however many rows.
  @Test(arguments: [1, 7])
  func squaresAreAsGoodAsUnits(rows: Int) async throws {
    let perUnit =
      "user,variant,spent\n"
      + Self.units.enumerated().map { "\($0),\(["old", "new"][$1.arm]),\($1.value)\n" }.joined()
    let expected = try await row(
      #"{ "name": "m", "type": "mean", "column": "spent" }"#, #", "unit": "user""#, csv: perUnit)
    var sums = "variant,part,visitors,spent,squares\n"
    for arm in [0, 1] {
      for part in 0..<rows {
        let own = Self.units.enumerated().filter { $1.arm == arm && $0 / 2 % rows == part }.map(\.element.value)
        let (sum, squares) = (own.reduce(0, +), own.reduce(0) { $0 + $1 * $1 })
        // No value of `part` is in both variants, so that nothing pairs the rows.
        sums += "\(["old", "new"][arm]),\(arm * 100 + part),\(own.count),\(sum),\(squares)\n"
      }
    }
    let found = try await row(
      #"{ "name": "m", "type": "mean", "sum": "spent", "sum_squares": "squares" }"#, csv: sums)
    for column in ["estimate", "std_error", "p_value", "ci_low", "ci_high", "value_control", "value_variant"] {
      let (own, theirs) = (try found.number(column), try expected.number(column))
      #expect(abs(own - theirs) <= 1e-10 * max(1, abs(theirs)), "\(column)")
    }
    #expect(found["n_control"] == "300")
    #expect(expected["method"] == "welch-t")
  }
}
