import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Values that count less the later they come, against loops over the orders.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct DiscountTests {
  private static let year = 31_557_600.0

  private static func spec(_ metric: String) -> String {
    """
    { "abtest": 1, "name": "value", "end": "2030-01-01",
      "data": { "source": "exposures.csv", "unit": "user", "time": "seen",
                "facts": { "orders": { "source": "orders.csv", "unit": "user", "time": "at" } } },
      "variants": [{ "name": "old", "control": true }, { "name": "new" }],
      "metrics": [\(metric)] }
    """
  }

  /// At 10 % a year, 110 after a year are worth 100 today, and 121 after two.
  @Test func aYearLaterAValueIsWorthLess() async throws {
    let folder = try ScratchFolder()
    try folder.write(
      "user,variant,seen\na,old,2020-01-01\nb,old,2020-01-01\nc,new,2020-01-01\nd,new,2020-01-01\n", to: "exposures.csv"
    )
    // A year has 365 days and 6 hours.
    try folder.write(
      "user,at,margin\na,2020-01-01,50\nb,2020-12-31 06:00:00,110\nc,2021-12-31 12:00:00,121\nd,2020-01-01,0\n",
      to: "orders.csv")
    try folder.write(
      Self.spec(
        #"{ "name": "value", "type": "clv", "fact": "orders", "value": "margin", "within": "156w", "discount": "10%" }"#
      ),
      to: "spec.json")
    let row = try await CSVTable(analyzing: folder).row("value", "absolute")
    #expect(isClose(try row.number("value_control"), 75, relative: 1e-13))
    #expect(isClose(try row.number("value_variant"), 50, relative: 1e-13))
    #expect(
      folder.text(of: "report.md")?.contains(
        "sum of margin over orders, discounted by 10% per year of age, from exposure") ?? false)
  }

  @Test(arguments: 1...12) func discountedTotalsAreThoseOfLoops(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let (rate, scale) = (random.element(of: [2.5, 10, 80]), random.element(of: [1.0, 3, 1e7]))
    var (exposures, orders) = ([String](), [String]())
    var totals: [String: [(plain: Double, discounted: Double)]] = [:]
    for user in 0..<40 {
      let variant = user % 2 == 0 ? "old" : "new"
      exposures.append("u\(user),\(variant),2024-03-01 00:00:00")
      var total = (plain: 0.0, discounted: 0.0)
      for _ in 0..<random.integer(0...4) {
        let (day, second) = (random.integer(0...27), random.integer(0...86_399))
        // Within the window, before exposure, and after its end.
        let month = random.element(of: [(2, -29), (3, 0), (5, 61), (12, 275)])
        let value = Double(random.integer(-100...9_999)) / 100 * scale
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        orders.append(
          "u\(user),2024-\(two(month.0))-\(two(day + 1)) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)),\(value)"
        )
        let age = Double((month.1 + day) * 86_400 + second)
        guard age >= 0, age < 280 * 86_400 else { continue }
        total.plain += value
        total.discounted += value / pow(1 + rate / 100, age / Self.year)
      }
      totals[variant, default: []].append(total)
    }
    let folder = try ScratchFolder()
    try folder.write((["user,variant,seen"] + exposures).joined(separator: "\n") + "\n", to: "exposures.csv")
    try folder.write((["user,at,margin"] + orders).joined(separator: "\n") + "\n", to: "orders.csv")
    let common = #""fact": "orders", "value": "margin", "within": "40w""#
    try folder.write(
      Self.spec(
        #"{ "name": "plain", "type": "clv", \#(common) }, { "name": "discounted", "type": "clv", \#(common), "discount": "\#(rate)%", "covariates": [{ "metric": "self", "before": "28d" }] }, { "name": "alone", "type": "clv", \#(common), "discount": "\#(rate)%" }"#
      ), to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    for (metric, part) in [("plain", \(plain: Double, discounted: Double).plain), ("alone", \.discounted)] {
      let row = try table.row(metric, "absolute")
      for (column, variant) in [("value_control", "old"), ("value_variant", "new")] {
        let own = totals[variant, default: []].map { $0[keyPath: part] }
        let mean = own.reduce(0, +) / Double(own.count)
        #expect(
          isClose(try row.number(column), mean, relative: 1e-9, absolute: 1e-9 * scale), "seed \(seed), \(metric)")
      }
    }
  }
}
