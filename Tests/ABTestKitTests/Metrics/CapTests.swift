import TestSupport
import Testing

/// Values that are cut at one number for all variants (Methods/caps), against NumPy and SciPy on the rows.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct CapTests {
  private static let mean = #""type": "mean", "column": "y""#
  private static let count = #""type": "count", "column": "y""#
  private static let ratio = #""type": "ratio", "numerator": "y", "denominator": "d""#

  @Test(arguments: [
    ("cap at 30", mean, #"{ "value": 30 }"#), ("cap at 5 of counts", count, #"{ "value": 5 }"#),
    ("cap of a ratio", ratio, #"{ "value": 30, "of": "total" }"#),
    ("cap at the 0.99 quantile", mean, #"{ "quantile": 0.99 }"#),
    ("cap of a ratio at the 0.99 quantile", ratio, #"{ "quantile": 0.99, "from": "pooled", "of": "total" }"#),
    ("cap at the 0.95 quantile of counts", count, #"{ "quantile": 0.95, "nonzero": false }"#),
    ("cap at the 0.95 quantile of counts above zero", count, #"{ "quantile": 0.95, "nonzero": true }"#),
  ])
  func cappedExcessAndRawAreThoseOfTheOracle(name: String, keys: String, cap: String) async throws {
    let expected = try MetricTypeCase.named(name)
    let folder = try await expected.analyzed("\(keys), \"cap\": \(cap)")
    let row = try #require(JSONResults(folder.bytes(of: "results.json")).row("m", "absolute"))
    expected.comparison.expectEqual(row.numbers, name)
    let effect = try #require(JSONCaps(folder.bytes(of: "results.json"))["m"])
    #expect(effect.cap == expected.cap)
    #expect(effect.variants.map(\.above) == expected.above)
    #expect(effect.variants.map(\.n) == expected.arms.map(\.n))
    for (variant, removed) in zip(effect.variants, try #require(expected.removed)) {
      #expect(isClose(variant.removed ?? .nan, removed, relative: 1e-10))
    }
    let found = effect.comparisons[0]
    for (part, comparison) in [
      (found.raw, expected.raw), (found.capped, expected.comparison), (found.excess, expected.excess),
    ] {
      let comparison = try #require(comparison)
      #expect(isClose(part.estimate ?? .nan, comparison.difference, relative: 1e-8, absolute: 1e-11), "\(name)")
      let digits = comparison.shapeTolerance
      #expect(isClose(part.low ?? .nan, comparison.lower, relative: digits), "\(name)")
      #expect(isClose(part.high ?? .nan, comparison.upper, relative: digits), "\(name)")
    }
  }

  /// The figures of Methods/caps, "Example": 0.99 quantile 40.944591 with 1 and 3 rows above; raw 1.037046, capped 0.894564,
  /// excess 0.142482.
  @Test func theFiguresOfTheDescriptionAreReproduced() async throws {
    let expected = try MetricTypeCase.named("cap at the 0.99 quantile")
    let folder = try await expected.analyzed(Self.mean + #", "cap": { "quantile": 0.99 }"#)
    let effect = try #require(JSONCaps(folder.bytes(of: "results.json"))["m"])
    #expect(printsAs(effect.cap, "40.944591") && effect.variants.map(\.above) == [1, 3])
    let found = effect.comparisons[0]
    for (part, text) in [(found.raw, "1.037046"), (found.capped, "0.894564"), (found.excess, "0.142482")] {
      #expect(printsAs(part.estimate ?? .nan, text))
    }
    let report = try #require(folder.text(of: "report.md"))
    #expect(report.contains("the 0.99 quantile of all variants' values, are cut to it"))
  }

  /// A cap per variant rises where a treatment makes big spenders: here control is cut at 10 and treatment at 80, so that
  /// such a tool finds a gain of 3.26 where the totals fell by 0.34. With a denominator of 2 per unit all of it is halved.
  @Test func oneCapForAllDoesNotFlipTheSignOfARatio() async throws {
    let control = Array(repeating: 10, count: 96) + Array(repeating: 100, count: 4)
    let treatment = Array(repeating: 9, count: 94) + Array(repeating: 80, count: 6)
    func cappedAlone(_ values: [Int]) -> Double {
      let cap = values.sorted()[94]
      return Double(values.reduce(0) { $0 + min($1, cap) }) / 200
    }
    #expect(isClose(cappedAlone(treatment) - cappedAlone(control), 1.63, absolute: 1e-12))
    let folder = try ScratchFolder()
    let lines = zip(["old", "new"], [control, treatment]).flatMap { variant, values in
      values.enumerated().map { "\(variant)\($0),\(variant),\($1),2\n" }
    }
    try folder.write("user,variant,spent,visits\n" + lines.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.metrics = #"""
          [{ "name": "spent per visit", "type": "ratio", "numerator": "spent", "denominator": "visits",
             "cap": { "quantile": 0.95 } }]
          """#
      }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let effect = try #require(JSONCaps(folder.bytes(of: "results.json"))["spent per visit"])
    let found = effect.comparisons[0]
    #expect(effect.cap == 10 && effect.variants.map(\.above) == [4, 6])
    #expect(isClose(found.raw.estimate ?? .nan, -0.17, absolute: 1e-12))
    #expect(isClose(found.capped.estimate ?? .nan, -0.47, absolute: 1e-12))
    #expect(isClose(found.excess.estimate ?? .nan, 0.3, absolute: 1e-12))
  }

  /// Covariates, strata and clusters adjust each part alike, so that the parts still sum to the whole.
  @Test(arguments: [
    ("", #", "covariates": ["x"]"#, ""), ("", "", #", "strata": ["s"]"#),
    (#", "cluster": "c""#, "", ""), (#", "cluster": "c""#, #", "covariates": ["x"]"#, #", "strata": ["s"]"#),
  ])
  func thePartsSumToTheWholeHoweverAdjusted(data: String, metric: String, rest: String) async throws {
    var random = SeededRandom(seed: 11)
    let lines = (0..<600).map { unit in
      let cluster = unit / 5
      let x = Double(random.integer(0...999)) / 100
      let y = random.chance(0.03) ? 40 + 9 * x : 3 + x + Double(random.integer(0...500)) / 100
      return "u\(unit),\(cluster % 2 == 0 ? "old" : "new"),\(y),\(1 + unit % 3),\(x),c\(cluster),s\(cluster / 2 % 2)\n"
    }
    let folder = try ScratchFolder()
    try folder.write("user,variant,y,d,x,c,s\n" + lines.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data += #", "attributes": ["s"]"# + data
        $0.metrics = """
          [{ "name": "mean", \(Self.mean), "cap": { "quantile": 0.97 }\(metric) },
           { "name": "ratio", \(Self.ratio), "cap": { "value": 12.5, "of": "total" }\(metric) }]
          """
        $0.rest = rest
      }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let caps = try JSONCaps(folder.bytes(of: "results.json"))
    let results = try JSONResults(folder.bytes(of: "results.json"))
    #expect(caps.effects.count == 2)
    for effect in caps.effects {
      let found = effect.comparisons[0]
      let sum = (found.capped.estimate ?? .nan) + (found.excess.estimate ?? .nan)
      #expect(isClose(found.raw.estimate ?? .nan, sum, absolute: 1e-10), "\(effect.metric)")
      #expect(found.capped.estimate == results.row(effect.metric, "absolute")?.numbers["estimate"])
      #expect(effect.variants.allSatisfy { $0.above > 0 })
    }
  }

  /// The raw part is what an analysis without a cap finds, for units and for the totals of events.
  @Test(arguments: ["units", "events"])
  func theRawPartIsTheMetricWithoutACap(rows: String) async throws {
    var random = SeededRandom(seed: 12)
    var totals: [String: Double] = [:]
    let lines = (0..<4000).map { row in
      let user = rows == "units" ? row : row % 1500
      let cents = random.chance(0.02) ? random.integer(0...90_000) : random.integer(-200...3_000)
      totals["\(user)", default: 0] += Double(cents) / 100
      return "\(user),\(user % 2 == 0 ? "old" : "new"),\(Double(cents) / 100)\n"
    }
    let folder = try ScratchFolder()
    try folder.write("user,variant,y\n" + lines.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data += #", "rows": "\#(rows)""#
        $0.metrics = """
          [{ "name": "raw", \(Self.mean) }, { "name": "capped", \(Self.mean), "cap": { "value": 64.5 } }]
          """
      }.json, to: "spec.json")
    var seen = Set<String>()
    for threads in ["1", "4"] {
      let outcome = try await Binary.run(["analyze", "spec.json", "--quiet", "--threads", threads], in: folder)
      try #require(outcome.code == 0, "\(outcome.errors)")
      seen.insert(try #require(folder.text(of: "results.json")) + (try #require(folder.text(of: "report.md"))))
    }
    #expect(seen.count == 1)
    let results = try JSONResults(folder.bytes(of: "results.json"))
    let effect = try #require(JSONCaps(folder.bytes(of: "results.json"))["capped"])
    let raw = try #require(results.row("raw", "absolute"))
    #expect(isClose(effect.comparisons[0].raw.estimate ?? .nan, raw.numbers["estimate"] ?? .nan, absolute: 1e-9))
    // The shape of skewed data is that of other integers beside a cap, and has five digits.
    #expect(isClose(effect.comparisons[0].raw.low ?? .nan, raw.numbers["ci_low"] ?? .nan, relative: 1e-5))
    for (index, suffix) in ["control", "variant"].enumerated() {
      let own = totals.filter { (Int($0.key) ?? 0) % 2 == index }.values
      let mean = own.reduce(0) { $0 + min($1, 64.5) } / Double(own.count)
      let row = try #require(results.row("capped", "absolute"))
      #expect(isClose(row.numbers["value_\(suffix)"] ?? .nan, mean, relative: 1e-10), "\(suffix)")
      #expect(effect.variants[index].above == own.count { $0 > 64.5 }, "\(suffix)")
    }
  }

  /// The quantile of type 1 of 1, 2, ..., n is the smallest whole number of at least n times the share, in exact arithmetic.
  @Test(arguments: [10, 333, 1000, 2000])
  func theQuantileIsExactlyTheOneOfItsRank(count: Int) async throws {
    let shares = [(500, 0.5), (700, 0.7), (900, 0.9), (950, 0.95), (990, 0.99), (997, 0.997), (999, 0.999)]
    let folder = try ScratchFolder()
    let lines = (1...count).map { "\($0),\($0 % 2 == 0 ? "old" : "new"),\($0)\n" }
    try folder.write("user,variant,y\n" + lines.joined(), to: "units.csv")
    let metrics = shares.map { "{ \"name\": \"\($0.0)\", \(Self.mean), \"cap\": { \"quantile\": \($0.1) } }" }
    try folder.write(SmallSpec { $0.metrics = "[\(metrics.joined(separator: ", "))]" }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let caps = try JSONCaps(folder.bytes(of: "results.json"))
    for (thousandths, _) in shares {
      let rank = (count * thousandths + 999) / 1000
      #expect(caps["\(thousandths)"]?.cap == Double(rank), "\(thousandths)")
      #expect(caps["\(thousandths)"]?.variants.map(\.above).reduce(0, +) == count - rank, "\(thousandths)")
    }
  }

  /// Events become units, units are cut, clusters sum what is left.
  @Test func unitsAreCutBeforeTheirClusterIsSummed() async throws {
    var random = SeededRandom(seed: 13)
    var totals: [Int: Int] = [:]
    let lines = (0..<3000).map { _ in
      let user = random.integer(0...599)
      let spent = random.chance(0.05) ? random.integer(50...400) : random.integer(0...9)
      totals[user, default: 0] += spent
      return "\(user),\(user / 6 % 2 == 0 ? "old" : "new"),c\(user / 6),\(spent)\n"
    }
    let folder = try ScratchFolder()
    try folder.write("user,variant,c,y\n" + lines.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data += #", "rows": "events", "cluster": "c""#
        $0.metrics = "[{ \"name\": \"m\", \(Self.mean), \"cap\": { \"value\": 60 } }]"
      }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    let row = try #require(JSONResults(folder.bytes(of: "results.json")).row("m", "absolute"))
    let effect = try #require(JSONCaps(folder.bytes(of: "results.json"))["m"])
    for (index, suffix) in ["control", "variant"].enumerated() {
      let own = totals.filter { $0.key / 6 % 2 == index }
      let mean = Double(own.values.reduce(0) { $0 + min($1, 60) }) / Double(own.count)
      #expect(isClose(row.numbers["value_\(suffix)"] ?? .nan, mean, relative: 1e-10), "\(suffix)")
      #expect(effect.variants[index].above == Set(own.filter { $0.value > 60 }.map { $0.key / 6 }).count, "\(suffix)")
    }
  }

  /// The quantile of what units spent before exposure, which no variant can have moved: of 1 to 40, not of the 100 to 139 after.
  @Test func aCapOfThePrePeriodLooksAtWhatWasBefore() async throws {
    let folder = try ScratchFolder()
    let units = 1...40
    try folder.write(
      "unit,variant,at\n" + units.map { "u\($0),\($0 % 2 == 0 ? "a" : "b"),2026-01-20T00:00:00\n" }.joined(),
      to: "exposures.csv")
    try folder.write(
      "unit,at,amount\n"
        + units.map { "u\($0),2026-01-15T00:00:00,\($0)\nu\($0),2026-01-22T00:00:00,\($0 <= 30 ? 12 : 99 + $0)\n" }
        .joined(),
      to: "orders.csv")
    try folder.write(
      """
      { "abtest": 1, "name": "cap", "end": "2026-02-10",
        "data": { "assignments": { "source": "exposures.csv", "unit": "unit", "time": "at" },
                  "facts": { "orders": { "source": "orders.csv", "unit": "unit", "time": "at" } } },
        "variants": [ { "name": "a", "control": true }, { "name": "b" } ],
        "metrics": [ { "name": "spend", "type": "mean", "fact": "orders", "value": "amount", "within": "14d",
                       "covariates": [ { "metric": "self", "before": "14d" } ],
                       "cap": { "quantile": 0.9, "from": "pre-period" } } ] }
      """, to: "spec.json")
    _ = try await CSVTable(analyzing: folder)
    let effect = try #require(JSONCaps(folder.bytes(of: "results.json"))["spend"])
    // The 36th of 40 values, and the ten units above it.
    #expect(effect.cap == 36 && effect.variants.map(\.above) == [5, 5])
    #expect(
      try #require(folder.text(of: "report.md")).contains("the 0.9 quantile of all variants' values before exposure"))
  }
}
