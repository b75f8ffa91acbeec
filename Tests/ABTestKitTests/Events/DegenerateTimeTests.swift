import TestSupport
import Testing

/// Times to events over logs that leave something open: each row has numbers that agree with each other, or a status and a reason.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct DegenerateTimeTests {
  private struct Unit {
    var arm = "a"
    var prior = 1.0
    var channel = "ads"
    var store = "s"
    /// Hours from exposure; nil without the event.
    var event: Int?
  }

  private static func units(_ count: Int, _ change: (Int, inout Unit) -> Void) -> [Unit] {
    (0..<count).map { index in
      var unit = Unit(
        arm: index % 2 == 0 ? "a" : "b", prior: Double(index * 7 % 11), channel: index % 4 < 2 ? "ads" : "mail",
        store: "s\(index % 16)", event: index % 3 == 0 ? nil : 5 + index * 13 % 300)
      change(index, &unit)
      return unit
    }
  }

  private static let worlds: [(name: String, units: [Unit])] = [
    ("no events", units(64) { $1.event = nil }),
    ("events in one variant", units(64) { if $1.arm == "a" { $1.event = nil } }),
    ("every event with the exposure", units(64) { $1.event = 0 }),
    ("every event at one time", units(64) { $1.event = 24 }),
    ("every event in the last hour", units(64) { $1.event = 239 }),
    ("an event for everyone", units(64) { $1.event = 5 + $0 * 13 % 200 }),
    ("one unit in each", units(2) { $1.event = 10 + $0 }),
    ("one unit in one", units(40) { if $0 > 0 { $1.arm = "b" } else { $1.store = "own" } }),
    ("a constant covariate", units(64) { $1.prior = 3 }),
    ("a covariate that is the arm", units(64) { $1.prior = $0 % 2 == 0 ? 1 : 2 }),
    ("a stratum that one variant lacks", units(64) { if $1.arm == "a" { $1.channel = "ads" } }),
    ("one cluster in one", units(64) { $1.store = $1.arm == "a" ? "one" : "s\($0 % 16)" }),
  ]

  private static let metrics = """
    [ { "name": "mean", "type": "time-to-event", "fact": "orders", "horizon": "10d", "margin": "10%" },
      { "name": "mean adjusted", "type": "time-to-event", "fact": "orders", "horizon": "10d", "covariates": ["prior"] },
      { "name": "share", "type": "time-to-event", "fact": "orders", "horizon": "10d", "estimand": "survival", "equivalence": "10pp" },
      { "name": "share adjusted", "type": "time-to-event", "fact": "orders", "horizon": "10d", "estimand": "survival", "covariates": ["prior"] }
      HAZARD ]
    """
  private static let hazard =
    #", { "name": "hazard", "type": "time-to-event", "fact": "orders", "horizon": "10d", "estimand": "hazard-ratio", "minimum_effect": "20%" }"#

  private static func analyzed(_ units: [Unit], isStratified: Bool, isClustered: Bool) async throws -> CSVTable {
    let folder = try ScratchFolder()
    let lines = units.enumerated().map {
      "u\($0),\($1.arm),2026-01-01T00:00:00,\($1.prior),\($1.channel),\($1.store)\n"
    }
    let events = units.enumerated().compactMap { index, unit in
      unit.event.map {
        "u\(index),2026-01-\($0 / 24 < 9 ? "0" : "")\(1 + $0 / 24)T\($0 % 24 < 10 ? "0" : "")\($0 % 24):00:00\n"
      }
    }
    try folder.write("unit,variant,at,prior,channel,store\n" + lines.joined(), to: "exposures.csv")
    try folder.write("unit,at\n" + events.joined(), to: "orders.csv")
    let cluster = isClustered ? #", "cluster": "store""# : ""
    let strata = isStratified ? #", "strata": ["channel"]"# : ""
    try folder.write(
      """
      { "abtest": 1, "name": "times", "start": "2026-01-01", "end": "2026-02-01",
        "data": { "assignments": { "source": "exposures.csv", "unit": "unit", "time": "at", "attributes": ["channel"]\(cluster) },
                  "facts": { "orders": { "source": "orders.csv", "unit": "unit", "time": "at" } } },
        "variants": [ { "name": "a", "control": true }, { "name": "b" } ],
        "metrics": \(metrics.replacing("HAZARD", with: isClustered ? "" : hazard))\(strata),
        "inference": { "correction": "none" }, "decision": { "accept": { "empty": "some have no events on purpose" } } }
      """, to: "spec.json")
    return try await CSVTable(analyzing: folder)
  }

  @Test func everyRowHasNumbersOrAReason() async throws {
    let cells = Self.worlds.flatMap { world, units in
      [("units", false, false), ("strata", true, false), ("clusters", false, true)].map {
        (units: units, name: "\(world), \($0.0)", isStratified: $0.1, isClustered: $0.2)
      }
    }
    let found = try await concurrently(cells) { cell in
      let table = try await Self.analyzed(cell.units, isStratified: cell.isStratified, isClustered: cell.isClustered)
      for row in table.rows { ResultInvariants(row: row, what: cell.name).check() }
      let lines = table.rows.filter {
        ["absolute", "relative"].contains($0["estimand"]) && $0["hypothesis"] == "superiority"
      }
      .map {
        "\($0["metric"] ?? ""), \($0["estimand"] ?? ""), \($0["method"] ?? ""): \($0["status"] ?? "") \($0["warnings"] ?? "")"
      }
      return (name: cell.name, text: lines.joined(separator: "\n"))
    }
    expectAsRecorded(found, in: "degenerate-times.txt")
  }
}
