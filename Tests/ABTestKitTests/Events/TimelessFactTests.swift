import TestSupport
import Testing

/// Facts without times give the same results as their totals in the rows of the units.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct TimelessFactTests {
  private struct Unit {
    let id: Int
    var arm: String { ["old", "new"][id * 7919 % 1009 % 2] }
    var plan: String { ["x", "y"][id * 31 % 7 % 2] }
    /// What the unit spent, order by order.
    var orders: [Int] { (0..<(id * 13 % 11 % 4)).map { 1 + (id + $0 * 17) % 23 } }
  }

  private static let units = (0..<800).map(Unit.init)

  /// Nothing keeps a unit out of these populations, so that no reason is looked for.
  @Test(arguments: [
    #"{ "name": "m", "type": "quantile", "q": 0.5, "fact": "orders", "value": "paid" }"#,
    #"{ "name": "m", "type": "quantile", "q": 0.5, "fact": "orders", "aggregate": "count" }"#,
  ])
  func quantilesAreMeasured(metric: String) async throws {
    let assignments = "user,variant\n" + Self.units.map { "\($0.id),\($0.arm)\n" }.joined()
    let orders = "who,paid\n" + Self.units.flatMap { unit in unit.orders.map { "\(unit.id),\($0)\n" } }.joined()
    let found = try await analyzedRows(
      SmallSpec {
        $0.data = #", "unit": "user""#
        $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "who" } }"#
        $0.metrics = "[\(metric)]"
      }, ["units.csv": assignments, "orders.csv": orders])
    #expect(found.contains { $0["status"] == "ok" })
  }

  @Test func areTotalsOfUnits() async throws {
    let wide =
      "user,variant,plan,spent,orders,buyer,dear\n"
      + Self.units.map { unit in
        let (orders, dear) = (unit.orders, unit.orders.filter { $0 > 15 })
        return
          "\(unit.id),\(unit.arm),\(unit.plan),\(orders.reduce(0, +)),\(orders.count),\(orders.isEmpty ? 0 : 1),\(dear.max() ?? 0)\n"
      }.joined()
    let expected = try await analyzedRows(
      SmallSpec {
        $0.data = #", "unit": "user", "attributes": ["plan"]"#
        $0.metrics =
          #"[{ "name": "spent", "type": "mean", "column": "spent" }, { "name": "orders", "type": "count", "column": "orders" }, { "name": "buyers", "type": "proportion", "column": "buyer" }, { "name": "value", "type": "ratio", "numerator": "spent", "denominator": "orders" }, { "name": "dear", "type": "mean", "column": "dear" }]"#
        $0.rest = #", "segments": ["plan"]"#
      }, ["units.csv": wide])
    // Repeats of an assignment that are the same say nothing new.
    let assignments =
      "user,variant,plan\n"
      + (Self.units + Self.units.prefix(50)).map { "\($0.id),\($0.arm),\($0.plan)\n" }.joined()
    let orders =
      "who,paid\n" + Self.units.reversed().flatMap { unit in unit.orders.map { "\(unit.id),\($0)\n" } }.joined()
      + "-1,500\n"
    let found = try await analyzedRows(
      SmallSpec {
        $0.data = #", "unit": "user", "attributes": ["plan"]"#
        $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "who" } }"#
        $0.metrics =
          #"[{ "name": "spent", "type": "mean", "fact": "orders", "value": "paid" }, { "name": "orders", "type": "count", "fact": "orders" }, { "name": "buyers", "type": "proportion", "fact": "orders" }, { "name": "value", "type": "ratio", "numerator": { "fact": "orders", "value": "paid" }, "denominator": { "fact": "orders" } }, { "name": "dear", "type": "mean", "fact": "orders", "value": "paid", "aggregate": "max", "where": "paid > 15" }]"#
        $0.rest = #", "segments": ["plan"]"#
      }, ["units.csv": assignments, "orders.csv": orders])
    #expect(expected.count > 20)
    #expect(found == expected)
  }
}
