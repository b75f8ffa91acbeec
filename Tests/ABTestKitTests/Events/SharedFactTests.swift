import TestSupport
import Testing

/// Random cost tables against loops over their rows and units.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct SharedFactTests {
  private static func number(_ value: Double) -> String { "\(value)" }

  /// The analysis of a random world must be that of the loops: values, errors, degrees of freedom, and where each cost went.
  private static let seeds: ClosedRange<UInt64> = 1...40

  /// A seed whose world has nothing to compare would be no test.
  @Test func everySeedMakesAnExperiment() {
    for seed in Self.seeds {
      #expect(Set(RandomCosts(seed: seed).naive.units.map(\.variant)).count == 2, "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func costsAreSharedAsTheLoopsShareThem(seed: UInt64) async throws {
    let world = RandomCosts(seed: seed)
    let folder = try world.folder()
    let found = try await CSVTable(analyzing: folder)
    let results = try JSONResults(folder.bytes(of: "results.json"))
    for metric in NaiveCosts.Metric.allCases {
      let expected = world.naive.result(metric)
      let row = try found.row(metric.rawValue, "absolute")
      let what = "seed \(seed), \(metric)"
      #expect(row["n_control"] == "\(expected.units.0)" && row["n_variant"] == "\(expected.units.1)", "\(what)")
      // A denominator of orders that may be zero leaves no error
      // (Methods/when-there-is-no-answer, "Weak denominators").
      let isWeak = row["status"] == "denominatorZero"
      if isWeak { #expect(expected.weakness >= 1, "\(what)") }
      for (column, wanted) in [
        ("value_control", expected.values.0), ("value_variant", expected.values.1),
        ("std_error", isWeak ? nil : expected.standardError),
        ("df", expected.standardError == nil || isWeak ? nil : expected.degreesOfFreedom),
      ] {
        guard let wanted else {
          #expect(row[column] == "", "\(what), \(column)")
          continue
        }
        let value = try #require(
          row[column].flatMap(Double.init), "\(what), \(column): \(row["status"] ?? ""), not \(wanted)")
        #expect(isClose(value, wanted, relative: 1e-9, absolute: 1e-9), "\(what), \(column): \(value), not \(wanted)")
      }
    }
    let fact = try #require(results.facts.first { $0.fact == "spend" })
    let naive = world.naive.ledger
    #expect(fact.read == world.naive.costs.count, "seed \(seed)")
    #expect(fact.counted == naive.shared.rows, "seed \(seed)")
    #expect(fact.dropped == naive.unshared.mapValues(\.rows), "seed \(seed)")
    let sharing = try #require(fact.sharing)
    #expect(sharing.unitsWithoutKey == world.naive.unitsWithoutKey, "seed \(seed)")
    #expect(sharing.unitsWithoutRow == world.naive.unitsWithoutRow, "seed \(seed)")
    #expect(sharing.negative == naive.negative, "seed \(seed)")
    let total = try #require(sharing.totals.first { $0.value == "cost" })
    // Whole cents, so that the sums are exact.
    #expect((total.total * 100).rounded() == naive.shared.cents + naive.unshared.values.reduce(0) { $0 + $1.cents })
    #expect((total.shared * 100).rounded() == naive.shared.cents, "seed \(seed)")
    for (reason, wanted) in naive.unshared where wanted.cents != 0 {
      #expect(((total.notShared[reason] ?? 0) * 100).rounded() == wanted.cents, "seed \(seed), \(reason)")
    }
  }

  /// The example of Methods/deltas-and-ratios, "Costs and returns": an invoice of 5000 for each variant, and 250 and
  /// 300 orders of 20 000 visitors.
  @Test func anInvoiceForAVariantIsAConstant() async throws {
    let folder = try ScratchFolder()
    var (exposures, orders) = ("user,variant,seen\n", "user,at\n")
    for (variant, count) in [("old", 250), ("new", 300)] {
      for unit in 0..<20_000 {
        exposures += "\(variant)\(unit),\(variant),2026-03-01 10:00:00\n"
        if unit < count { orders += "\(variant)\(unit),2026-03-01 12:00:00\n" }
      }
    }
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(orders, to: "orders.csv")
    try folder.write("variant,cost\nold,5000\nnew,5000\n", to: "spend.csv")
    try folder.write(
      #"""
      { "abtest": 1, "name": "invoice",
        "data": { "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen" },
          "facts": { "orders": { "source": "orders.csv", "unit": "user", "time": "at" }, "spend": { "source": "spend.csv" } } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [{ "name": "cpa", "type": "cpa", "within": "1d", "maturity": "all", "denominator": { "fact": "orders" },
          "numerator": { "fact": "spend", "value": "cost", "join": [] } }] }
      """#, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let row = try table.row("cpa", "absolute")
    #expect(try row.number("value_control") == 20)
    #expect(isClose(try row.number("value_variant"), 50.0 / 3, relative: 1e-12))
    // The standard errors of the two, as printed there: 1.259502 and 0.956602.
    #expect(
      isClose(try row.number("std_error"), (1.259502 * 1.259502 + 0.956602 * 0.956602).squareRoot(), relative: 1e-6))
    #expect(isClose(try table.row("cpa", "relative").number("estimate"), -1.0 / 6, relative: 1e-9))
  }

  /// Shares are the same bytes for any number of threads, and in any order of the files.
  @Test func sharesDoNotDependOnThreadsOrOrder() async throws {
    let world = RandomCosts(seed: 7)
    let one = try world.folder()
    let other = try world.folder(reversed: true)
    _ = try await CSVTable(analyzing: one, ["--threads", "1"])
    _ = try await CSVTable(analyzing: other, ["--threads", "4"])
    #expect(one.text(of: "results.csv") == other.text(of: "results.csv"))
  }
}
