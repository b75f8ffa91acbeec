import TestSupport
import Testing

/// Orders of 10, 10, 10, 10, 10 and 100: one by each of six buyers, against two by each of three (Methods/caps, "Example").
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct EventCapTests {
  private static let orders = [10, 10, 10, 10, 10, 100]
  private static let bought =
    orders.enumerated().map { ("a\($0)", "old", $1) } + orders.enumerated().map { ("b\($0 / 2)", "new", $1) }

  private func effect(_ cap: String, ofFacts: Bool) async throws -> JSONCaps.Effect {
    let folder = try ScratchFolder()
    if ofFacts {
      let units = (0..<6).flatMap { ["a\($0),old,2026-03-01 00:00:00\n", "b\($0),new,2026-03-01 00:00:00\n"] }
      try folder.write("user,variant,at\n" + units.joined(), to: "units.csv")
      let rows = Self.bought.map { "\($0.0),2026-03-02 00:00:00,\($0.2)\n" }
      try folder.write("user,at,spent\n" + rows.joined(), to: "orders.csv")
    } else {
      let rows = Self.bought.map { "\($0.0),\($0.1),\($0.2),1\n" } + (3..<6).map { "b\($0),new,0,0\n" }
      try folder.write("user,variant,spent,orders\n" + rows.joined(), to: "units.csv")
    }
    try folder.write(
      SmallSpec {
        $0.data += ofFacts ? #", "time": "at""# : #", "rows": "events""#
        if ofFacts { $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"# }
        let parts =
          ofFacts
          ? #""numerator": { "fact": "orders", "value": "spent", "within": "7d" }, "denominator": { "fact": "orders", "within": "7d" }, "maturity": "all""#
          : #""numerator": "spent", "denominator": "orders""#
        $0.metrics = "[{ \"name\": \"m\", \"type\": \"ratio\", \(parts), \"cap\": \(cap) }]"
      }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try #require(JSONCaps(folder.bytes(of: "results.json"))["m"])
  }

  /// The worked example of cut orders: 25 and 25 as they are, 15 and 15 cut one by one, 15 and 40/3 cut by totals; of twelve orders the
  /// 0.8 quantile is 10.
  @Test(
    arguments: [
      (#"{ "value": 40 }"#, 40, 0), (#"{ "quantile": 0.8 }"#, 10, 0),
      (#"{ "value": 40, "of": "total" }"#, 40, -5.0 / 3),
    ]
      as [(String, Double, Double)], [true, false])
  func eachOrderIsCut(expected: (cap: String, bound: Double, difference: Double), ofFacts: Bool) async throws {
    let found = try await effect(expected.cap, ofFacts: ofFacts)
    #expect(found.cap == expected.bound && found.variants.map(\.above) == [1, 1])
    #expect(isClose(found.comparisons[0].capped.estimate ?? .nan, expected.difference, absolute: 1e-12))
    #expect(isClose(found.comparisons[0].raw.estimate ?? .nan, 0, absolute: 1e-12))
  }
}
