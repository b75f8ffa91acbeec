import TestSupport
import Testing

/// Random event logs against loops over the events, and the same bytes for any number of threads.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct EventTests {
  private struct Event {
    let user, variant, spent, orders, sold: String

    var line: String { "\(user),\(variant),\(spent),\(orders),\(sold)\n" }
  }

  private static func events(_ seed: UInt64, count: Int) -> [Event] {
    var random = SeededRandom(seed: seed)
    let odd = random.element(of: [0, 0.1])
    return (0..<count).map { _ in
      let user = random.integer(0...count / 3)
      func pick(_ usual: String, _ faults: [String]) -> String {
        random.chance(odd) ? random.element(of: faults) : usual
      }
      let cents = random.integer(-500...9_999)
      return Event(
        user: pick("u\(user)", ["", "u\(user)"]), variant: pick(user % 2 == 0 ? "old" : "new", ["", "beta", "old"]),
        spent: pick("\(Double(cents) / 100)", ["", "x", "inf"]), orders: pick("\(random.integer(0...3))", [""]),
        sold: pick(random.chance(0.2) ? "1" : "0", ["", "2"]))
    }
  }

  private static let spec = SmallSpec {
    $0.source = "events.csv"
    $0.data = #", "unit": "user", "rows": "events", "unreadable": "drop""#
    $0.metrics = #"""
      [{ "name": "sale", "type": "proportion", "column": "sold" },
       { "name": "spend", "type": "mean", "column": "spent" },
       { "name": "rate", "type": "ratio", "numerator": "spent", "denominator": "orders" }]
      """#
  }

  private static func folder(_ events: [Event]) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(spec.json, to: "spec.json")
    try folder.write("user,variant,spent,orders,sold\n" + events.map(\.line).joined(), to: "events.csv")
    return folder
  }

  @Test(arguments: 1...12)
  func everyUnitIsTheSumOfItsEvents(seed: UInt64) async throws {
    let events = Self.events(seed, count: [30, 200, 900][Int(seed) % 3])
    let folder = try Self.folder(events)
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let results = try JSONResults(folder.bytes(of: "results.json"))

    var users: [String: [Event]] = [:]
    for event in events where ["old", "new"].contains(event.variant) && !event.user.isEmpty {
      users[event.user, default: []].append(event)
    }
    users = users.filter { Set($0.value.map(\.variant)).count == 1 }
    for (variant, suffix) in [("old", "control"), ("new", "variant")] {
      let own = users.values.filter { $0[0].variant == variant }
      #expect(results.exposure.units[variant] == own.count, "seed \(seed)")
      func totals(_ usable: (Event) -> [Double]?) -> [[Double]] {
        own.compactMap { events in
          let rows = events.compactMap(usable)
          return rows.isEmpty ? nil : rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } }
        }
      }
      func number(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
      let spend = totals { number($0.spent).map { [$0] } }
      let rate = totals { event in number(event.spent).flatMap { s in number(event.orders).map { [s, $0] } } }
      let sale = totals { ["0", "1"].contains($0.sold) ? [Double($0.sold) ?? 0] : nil }
      let row = try #require(results.row("spend", "absolute"))
      #expect(row.counts["n_\(suffix)"] == spend.count, "seed \(seed)")
      let mean = spend.reduce(0) { $0 + $1[0] } / Double(spend.count)
      #expect(
        isClose(row.numbers["value_\(suffix)"], mean, relative: 1e-11, absolute: 1e-11), "seed \(seed)")
      let ratio = rate.reduce(0) { $0 + $1[0] } / rate.reduce(0) { $0 + $1[1] }
      let found = try #require(results.row("rate", "absolute"))
      #expect(isClose(found.numbers["value_\(suffix)"], ratio, relative: 1e-11), "seed \(seed)")
      let share = Double(sale.count { $0[0] > 0 }) / Double(sale.count)
      #expect(try #require(results.row("sale", "absolute")).numbers["value_\(suffix)"] == share, "seed \(seed)")
    }
    let dropped = results.exposure.dropped.values.reduce(0, +)
    let summed = users.values.reduce(0) { $0 + $1.count }
    #expect(results.exposure.rowsRead == events.count && summed + dropped == events.count, "seed \(seed)")
  }

  /// Sums of doubles would depend on the order in which the threads meet the events.
  @Test func theBytesDoNotDependOnTheThreads() async throws {
    let folder = try Self.folder(Self.events(99, count: 200_000))
    var seen = Set<String>()
    for threads in ["1", "2", "4"] {
      let outcome = try await Binary.run(["analyze", "spec.json", "--quiet", "--threads", threads], in: folder)
      try #require(outcome.code == 0, "\(outcome.errors)")
      seen.insert(try #require(folder.text(of: "results.json")) + (try #require(folder.text(of: "report.md"))))
    }
    #expect(seen.count == 1)
  }
}
