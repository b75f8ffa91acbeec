import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Units that triggered: their analysis is that of a table without the others, and the effect on all follows from both.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct TriggerTests {
  private struct Unit {
    let name: Int
    let isNew: Bool
    let triggered: Bool
    let spent: Double
    let visits: Int

    var variant: String { isNew ? "new" : "old" }
  }

  private struct Table: Decodable {
    struct Effect: Decodable {
      let metric: String
      let share: Double
      let triggered, untriggered, all: Double?
      let allLow, allHigh, liftAll: Double?

      enum CodingKeys: String, CodingKey {
        case allLow = "all_low"
        case allHigh = "all_high"
        case liftAll = "lift_all"
        case metric, share, triggered, untriggered, all
      }
    }

    struct Trigger: Decodable { let effects: [Effect] }
    struct Tables: Decodable { let trigger: Trigger }

    let tables: Tables
  }

  private static func units(_ count: Int, seed: UInt64) -> [Unit] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { name in
      let (isNew, triggered) = (random.chance(0.5), random.chance(0.3))
      let mean = triggered ? (isNew ? 23.0 : 20) : 9
      return Unit(
        name: name, isNew: isNew, triggered: triggered,
        spent: Double(Int((mean + 6 * random.normal()) * 100)) / 100, visits: random.integer(1...5))
    }
  }

  /// The values are paid at one day, and pages seen within two, of which the page "checkout" triggers.
  private static func write(_ units: [Unit], to folder: ScratchFolder, trigger: String?) throws {
    try folder.write(
      "user,variant,seen\n" + units.map { "\($0.name),\($0.variant),2026-03-01 12:00:00\n" }.joined(),
      to: "exposures.csv")
    let payments = units.map { "\($0.name),2026-03-02 12:00:00,\($0.spent)\n" }.joined()
    try folder.write("who,at,amount\n" + payments + "x,2026-04-01,1\n", to: "payments.csv")
    let views = units.flatMap { unit in
      (0..<unit.visits).map { "\(unit.name),2026-03-01 1\(3 + $0):00:00,home\n" }
        // The last moment that is inside, or the first that is not.
        + ["\(unit.name),2026-03-03 \(unit.triggered ? "11:59:59" : "12:00:00"),checkout\n"]
    }
    try folder.write("who,at,page\n" + views.joined(), to: "views.csv")
    let key = trigger.map { #", "trigger": \#($0)"# } ?? ""
    try folder.write(
      """
      { "abtest": 1, "name": "trigger", "data": {
          "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen"\(key) },
          "facts": { "payments": { "source": "payments.csv", "unit": "who", "time": "at" },
                     "views": { "source": "views.csv", "unit": "who", "time": "at" } } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [
          { "name": "spent", "type": "mean", "fact": "payments", "value": "amount", "within": "3d" },
          { "name": "large", "type": "proportion", "fact": "payments", "where": "amount > 20", "within": "3d" },
          { "name": "per visit", "type": "ratio", "within": "3d",
            "numerator": { "fact": "payments", "value": "amount" }, "denominator": { "fact": "views", "where": "page = 'home'" } },
          { "name": "median", "type": "quantile", "q": 0.5, "fact": "payments", "value": "amount", "within": "3d" }
        ] }
      """, to: "spec.json")
  }

  private static let trigger = #"{ "fact": "views", "where": "page = 'checkout'", "within": "2d" }"#

  private static func results(_ folder: ScratchFolder) async throws -> CSVTable {
    try await CSVTable(analyzing: folder)
  }

  @Test func theyAreAnalyzedAsIfThereWereNoOthers() async throws {
    let units = Self.units(600, seed: 5)
    let (all, inside, outside) = (try ScratchFolder(), try ScratchFolder(), try ScratchFolder())
    try Self.write(units, to: all, trigger: Self.trigger)
    try Self.write(units.filter(\.triggered), to: inside, trigger: nil)
    try Self.write(units.filter { !$0.triggered }, to: outside, trigger: nil)
    let (found, expected, others) = (
      try await Self.results(all), try await Self.results(inside), try await Self.results(outside)
    )
    #expect(found.rows == expected.rows)
    let results = try JSONResults(all.bytes(of: "results.json"))
    #expect(results.exposure.dropped["not triggered"] == units.count { !$0.triggered })
    let check = try #require(results.checks.first { $0.name == "triggered share" })
    #expect(check.outcome == "passed" && check.counts["new"] == units.count { $0.isNew && $0.triggered })
    let ratio = try #require(results.checks.first { $0.name == "sample ratio" })
    #expect(ratio.counts["new"] == units.count(where: \.isNew))
    let ofTriggered = try #require(results.checks.first { $0.name == "sample ratio of triggered units" })
    #expect(ofTriggered.counts == check.counts)

    let table = try JSONDecoder().decode(Table.self, from: Data(#require(all.bytes(of: "results.json"))))
    let effects = table.tables.trigger.effects
    #expect(effects.map(\.metric) == ["spent", "large", "per visit"])
    for effect in effects {
      let (row, other) = (
        try expected.row(effect.metric, "absolute"), try others.row(effect.metric, "absolute")
      )
      #expect(effect.share == Double(units.count(where: \.triggered)) / Double(units.count))
      #expect(effect.triggered == (try row.number("estimate")), "\(effect.metric)")
      // Its sums have the center of the triggered units.
      #expect(
        isClose(effect.untriggered, try other.number("estimate"), relative: 1e-12), "\(effect.metric)")
    }
    // Δ_all = πΔ_trig, and its lift is one of the control's whole mean.
    let spent = try #require(effects.first)
    let (share, difference) = (spent.share, try expected.row("spent", "absolute").number("estimate"))
    #expect(isClose(spent.all, share * difference, relative: 1e-12))
    let baseline =
      share * (try expected.row("spent", "absolute").number("value_control"))
      + (1 - share) * (try others.row("spent", "absolute").number("value_control"))
    #expect(isClose(spent.liftAll, share * difference / baseline, relative: 1e-12))
    let error = try expected.row("spent", "absolute").number("std_error")
    let whole = (share * share * error * error + difference * difference * share * (1 - share) / 600).squareRoot()
    // The t quantile of some hundred degrees of freedom lies between 1.96 and 2.
    let half = (try #require(spent.allHigh) - #require(spent.allLow)) / 2
    #expect(half > 1.95 * whole && half < 2.01 * whole)
  }

  /// Twice as many units of the treatment trigger.
  @Test func aTreatmentThatTriggersFailsTheCheck() async throws {
    let units = Self.units(900, seed: 6).filter { $0.isNew || !$0.triggered || $0.name % 2 == 0 }
    let folder = try ScratchFolder()
    try Self.write(units, to: folder, trigger: Self.trigger)
    let table = try await Self.results(folder)
    let results = try JSONResults(folder.bytes(of: "results.json"))
    #expect(results.checks.first { $0.name == "triggered share" }?.outcome == "failed")
    #expect(table.rows.allSatisfy { $0["status"] == "mismatch" })
  }

  /// What units share is no average of single units: it is compared among the triggered ones, and not diluted.
  @Test func sharedCostsAreNotDiluted() async throws {
    let folder = try ScratchFolder()
    try Self.write(Self.units(400, seed: 7), to: folder, trigger: Self.trigger)
    try folder.write("at,cost\n2026-03-01,250.50\n", to: "spend.csv")
    let cost = #"{ "name": "cost", "type": "mean", "fact": "spend", "value": "cost", "join": ["day"] }, "#
    let spec = try #require(folder.text(of: "spec.json"))
      .replacing(#""facts": {"#, with: #""facts": { "spend": { "source": "spend.csv", "time": "at" },"#)
      .replacing(#""metrics": ["#, with: #""metrics": [ \#(cost)"#)
    try folder.write(spec, to: "spec.json")
    _ = try await Self.results(folder)
    let table = try JSONDecoder().decode(Table.self, from: Data(#require(folder.bytes(of: "results.json"))))
    #expect(table.tables.trigger.effects.map(\.metric) == ["spent", "large", "per visit"])
    let report = try #require(folder.text(of: "report.md"))
    #expect(report.contains("Not averages over units, so no effect on all exposed units is given: cost, median."))
  }
}
