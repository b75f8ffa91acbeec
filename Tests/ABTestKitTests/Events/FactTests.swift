import TestSupport
import Testing

/// Random logs against loops over their events: an analysis of the logs must be that of the table which the loops make.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct FactTests {
  /// A metric over the events, and what it is of one unit.
  private struct Case {
    let name: String
    /// Keys of the metric over facts, and of the metric over the columns of the loops' table.
    let overFacts: String
    let overColumns: String
    let window: NaiveEvents.Window
    /// From the events in the window; nil is a unit without a value.
    let values: [([NaiveEvents.Event]) -> Double?]
    /// The number before exposure, where it is a covariate.
    var earlier: (window: NaiveEvents.Window, value: ([NaiveEvents.Event]) -> Double?)?
    var keepsAll = false
  }

  private static func sum(_ events: [NaiveEvents.Event]) -> Double {
    events.compactMap(\.value).reduce(0, +)
  }

  private static func ends(_ events: [NaiveEvents.Event], _ precedes: (Int, Int) -> Bool) -> Double {
    let usable = events.filter { $0.value != nil }
    let first = usable.min { one, other in
      let (a, b) = (one.moment ?? 0, other.moment ?? 0)
      return a == b ? (one.value ?? 0) < (other.value ?? 0) : precedes(a, b)
    }
    return first?.value ?? 0
  }

  private static let day = 86_400

  private static func cases(_ random: inout SeededRandom) -> [Case] {
    let hours = random.element(of: [6, 24, 72])
    let short = NaiveEvents.Window(from: 0, to: hours * 3600)
    let later = NaiveEvents.Window(from: day, to: 3 * day)
    let local = NaiveEvents.Window(from: 0, to: 2 * day, isCalendar: true)
    let back = NaiveEvents.Window(from: day, to: 2 * day, isCalendar: true)
    let before = NaiveEvents.Window(from: -4 * day, to: 0)
    let within = #""within": "\#(hours)h""#
    func mean(
      _ name: String, _ aggregate: String, of column: String = "value",
      _ value: @escaping ([NaiveEvents.Event]) -> Double?
    ) -> Case {
      Case(
        name: name,
        overFacts: #""type": "mean", "fact": "log", "value": "\#(column)", "aggregate": "\#(aggregate)", \#(within)"#,
        overColumns: #""type": "mean", "column": "\#(name)""#, window: short, values: [value])
    }
    return [
      Case(
        name: "buyers", overFacts: #""type": "proportion", "fact": "log", "where": "paid and kind != 'c'", \#(within)"#,
        overColumns: #""type": "proportion", "column": "buyers""#, window: short,
        values: [{ $0.contains { $0.isPaid && $0.kind != "c" } ? 1 : 0 }]),
      Case(
        name: "later", overFacts: #""type": "count", "fact": "log", "after": "1d", "within": "2d""#,
        overColumns: #""type": "count", "column": "later""#, window: later, values: [{ Double($0.count) }]),
      Case(
        name: "revenue",
        overFacts:
          #""type": "mean", "fact": "log", "value": "value", \#(within), "covariates": [{ "metric": "self", "before": "4d" }]"#,
        overColumns: #""type": "mean", "column": "revenue", "covariates": ["revenue_before"]"#, window: short,
        values: [sum], earlier: (before, sum)),
      Case(
        name: "local",
        overFacts:
          #""type": "mean", "fact": "log", "value": "value", "within": "2d", "calendar": true, "maturity": "all""#,
        overColumns: #""type": "mean", "column": "local""#, window: local, values: [sum], keepsAll: true),
      Case(
        name: "back",
        overFacts: #""type": "retention", "fact": "log", "after": "1d", "within": "1d", "calendar": true"#,
        overColumns: #""type": "proportion", "column": "back""#, window: back, values: [{ $0.isEmpty ? 0 : 1 }]),
      mean("kinds", "count-distinct", of: "kind") { Double(Set($0.map(\.kind)).count) },
      mean("greatest", "max") { $0.compactMap(\.value).max() ?? 0 },
      mean("least", "min") { $0.compactMap(\.value).min() ?? 0 },
      mean("first", "first") { ends($0, <) },
      mean("last", "last") { ends($0, >) },
      Case(
        name: "share",
        overFacts:
          #""type": "ratio", "numerator": { "fact": "log", "value": "value", "where": "paid" }, "denominator": { "fact": "log" }, \#(within)"#,
        overColumns: #""type": "ratio", "numerator": "share", "denominator": "share_1""#, window: short,
        values: [{ sum($0.filter(\.isPaid)) }, { Double($0.count) }]),
    ]
  }

  /// Logs of a few events may have none that meets a condition.
  private static func spec(_ data: String, _ metrics: [String], _ rest: String = "") -> String {
    """
    { "abtest": 1, "name": "facts", "data": \(data), "variants": [{ "name": "old", "control": true }, { "name": "new" }],
      "metrics": [\(metrics.joined(separator: ",\n"))]\(data.contains("cluster") ? "" : #", "segments": ["country"]"#)\(rest),
      "decision": { "accept": { "empty": "the logs are drawn" } } }
    """
  }

  private static func specOverFacts(_ log: RandomEventLog, _ metrics: [String], cluster: String = "") -> String {
    let data = """
      { "timezone": "\(log.naive.zone.rawValue)", "unreadable": "drop",
        "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen", "attributes": ["country"]\(cluster) },
        "facts": { "log": { "source": "events.csv", "unit": "who", "time": "at", "id": "id", "timezone": "\(log.factZone.rawValue)" } } }
      """
    let period = [("start", log.start), ("end", log.end)].map { key, text in
      text.map { #", "\#(key)": "\#($0.split(separator: " ")[0])""# } ?? ""
    }
    return spec(data, metrics, period.joined())
  }

  private static func table(_ log: RandomEventLog, _ cases: [Case]) -> String {
    let naive = log.naive
    let events = Dictionary(grouping: naive.usableEvents, by: \.user)
    var header = ["user", "variant", "country", "shop"]
    for item in cases {
      header += item.values.indices.map { $0 == 0 ? item.name : "\(item.name)_\($0)" }
      if item.earlier != nil { header.append("\(item.name)_before") }
    }
    let lines = naive.units.map { unit in
      var fields = [unit.user, unit.variant, unit.country, RandomEventLog.shop(of: unit.user)]
      for item in cases {
        func selected(_ window: NaiveEvents.Window) -> [NaiveEvents.Event] {
          events[unit.user, default: []].filter { naive.contains($0.moment ?? 0, window, of: unit) }
        }
        let counts = item.keepsAll || naive.isComplete(item.window, of: unit)
        let own = selected(item.window)
        fields += item.values.map { value in counts ? value(own).map { "\($0)" } ?? "" : "" }
        if let earlier = item.earlier { fields.append(earlier.value(selected(earlier.window)).map { "\($0)" } ?? "") }
      }
      return fields.joined(separator: ",")
    }
    return ([header.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// What differs by right: the type of a retention, and what becomes of an experiment whose units crossed.
  private static let ownColumns: Set<String> = ["type", "path", "status", "verdict", "reason", "warnings"]

  /// Of two logs each, since binding the queries is what takes time.
  private static let seeds: ClosedRange<UInt64> = 1...20
  private static let seedsOfQuantiles: ClosedRange<UInt64> = 201...212

  /// A seed whose log has nothing to compare would be no test.
  @Test func everySeedMakesAnExperiment() {
    for seed in Self.seeds { #expect(RandomEventLog(seed: seed, parts: 2).isExperiment, "seed \(seed)") }
    for seed in Self.seedsOfQuantiles { #expect(RandomEventLog(seed: seed).isExperiment, "seed \(seed)") }
  }

  @Test(arguments: seeds)
  func anAnalysisOfLogsIsThatOfTheirTable(seed: UInt64) async throws {
    let log = RandomEventLog(seed: seed, parts: 2)
    var random = SeededRandom(seed: seed &+ 1_000)
    let cases = Self.cases(&random)
    let cluster = seed % 4 == 0 ? #", "cluster": "shop""# : ""
    let logs = try ScratchFolder()
    try logs.write(
      "user,variant,seen,country,shop\n" + log.exposureLines.joined(separator: "\n") + "\n", to: "exposures.csv")
    try logs.write("id,who,at,value,kind,paid\n" + log.eventLines.joined(separator: "\n") + "\n", to: "events.csv")
    try logs.write(
      Self.specOverFacts(log, cases.map { #"{ "name": "\#($0.name)", \#($0.overFacts) }"# }, cluster: cluster),
      to: "spec.json")
    let loops = try ScratchFolder()
    try loops.write(Self.table(log, cases), to: "units.csv")
    try loops.write(
      Self.spec(
        #"{ "source": "units.csv", "unit": "user", "attributes": ["country"]\#(cluster) }"#,
        cases.map { #"{ "name": "\#($0.name)", \#($0.overColumns) }"# }), to: "spec.json")

    let found = try await CSVTable(analyzing: logs)
    let expected = try await CSVTable(analyzing: loops)
    try #require(found.rows.count == expected.rows.count, "seed \(seed)")
    for (row, wanted) in zip(found.rows, expected.rows) {
      for column in found.header where !Self.ownColumns.contains(column) {
        let (one, other) = (row[column] ?? "", wanted[column] ?? "")
        guard one != other else { continue }
        guard let a = Double(one), let b = Double(other) else {
          Issue.record("seed \(seed), \(row["metric"] ?? ""), \(column): \(one), not \(other)")
          continue
        }
        // The shape of a few units has four digits, of the integers that are chosen for each file.
        let isOfShape =
          column.hasSuffix("_adjusted")
          || row["method"] == "hall-t" && ["statistic", "df", "p_value", "ci_low", "ci_high"].contains(column)
        #expect(
          isClose(a, b, relative: isOfShape ? 5e-4 : 1e-9, absolute: 1e-9),
          "seed \(seed), \(row["metric"] ?? ""), \(column): \(a), not \(b)")
      }
    }
    try await Self.expectThatEventsAddUp(log, logs, seed)
  }

  /// Every event is counted, or dropped for one reason.
  private static func expectThatEventsAddUp(
    _ log: RandomEventLog, _ folder: ScratchFolder, _ seed: UInt64
  ) async throws {
    let results = try JSONResults(folder.bytes(of: "results.json"))
    let fact = try #require(results.facts.first)
    #expect(fact.read == log.naive.events.count, "seed \(seed)")
    #expect(fact.counted + fact.dropped.values.reduce(0, +) == fact.read, "seed \(seed)")
    #expect(results.exposure.rowsRead == log.naive.exposures.count, "seed \(seed)")
    let kept = results.exposure.units.values.reduce(0, +)
    guard results.exposure.dropped["cluster in several variants"] == nil, seed % 4 != 0 else { return }
    #expect(kept == log.naive.units.count, "seed \(seed)")
    #expect(kept + results.exposure.dropped.values.reduce(0, +) == results.exposure.rowsRead, "seed \(seed)")
  }

  /// Each event is a value: the quantile is that of all events of a variant together.
  @Test(arguments: seedsOfQuantiles)
  func quantilesOfEventsAreThoseOfTheLoops(seed: UInt64) async throws {
    let log = RandomEventLog(seed: seed)
    let naive = log.naive
    let folder = try ScratchFolder()
    try folder.write(
      "user,variant,seen,country,shop\n" + log.exposureLines.joined(separator: "\n") + "\n", to: "exposures.csv")
    try folder.write("id,who,at,value,kind,paid\n" + log.eventLines.joined(separator: "\n") + "\n", to: "events.csv")
    let metrics = [0.25, 0.5, 0.9].map { q in
      #"{ "name": "q\#(q)", "type": "quantile", "q": \#(q), "fact": "log", "value": "value", "where": "kind != 'c'", "within": "3d" }"#
    }
    try folder.write(Self.specOverFacts(log, metrics), to: "spec.json")
    let results = try await CSVTable(analyzing: folder)
    let window = NaiveEvents.Window(from: 0, to: 3 * Self.day)
    let events = Dictionary(grouping: naive.usableEvents.filter { $0.kind != "c" }, by: \.user)
    for (variant, column) in [("old", "value_control"), ("new", "value_variant")] {
      let values = naive.units.filter { $0.variant == variant && naive.isComplete(window, of: $0) }.flatMap { unit in
        events[unit.user, default: []].filter { naive.contains($0.moment ?? 0, window, of: unit) }.compactMap(\.value)
      }.sorted()
      for q in [0.25, 0.5, 0.9] {
        let found = try results.row("q\(q)", "absolute")[column].flatMap { Double($0) }
        let rank = max(1, Int((q * Double(values.count) - 1e-9).rounded(.up)))
        let expected = values.isEmpty ? nil : values[rank - 1]
        #expect(found == expected || found == nil && values.count < 12, "seed \(seed), \(variant), \(q)")
      }
    }
  }

  /// Times and keys with types of their own read like the same in text, and no order of events shows in any digit.
  @Test func neitherTheFormatNorTheThreadsMatter() async throws {
    let exposures = """
      select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant, 'DE' as country,
        timestamp '2026-03-20 00:00:00' + to_seconds(i * 7919 % 1000000) as seen from range(20000) as t(i)
      """
    let events = """
      select i * 31 % 21000 as who, (i * 104729 % 10007) / 3.0 as value,
        timestamptz '2026-03-19 00:00:00+00' + to_seconds(i * 6151 % 1500000) as at from range(200000) as t(i)
      """
    let metrics = [
      #"{ "name": "revenue", "type": "mean", "fact": "log", "value": "value", "within": "4d", "covariates": [{ "metric": "self", "before": "1d" }] }"#,
      #"{ "name": "share", "type": "ratio", "numerator": { "fact": "log", "value": "value" }, "denominator": { "fact": "log" }, "within": "2d", "calendar": true }"#,
      #"{ "name": "last", "type": "mean", "fact": "log", "value": "value", "aggregate": "last", "within": "3d" }"#,
      #"{ "name": "q", "type": "quantile", "q": 0.9, "fact": "log", "value": "value", "within": "3d" }"#,
    ]
    var seen = Set<String>()
    for (ending, threads) in [("parquet", "1"), ("parquet", "4"), ("csv", "2")] {
      let folder = try ScratchFolder()
      try DuckDBWriter.write(exposures, to: folder("exposures.\(ending)"))
      try DuckDBWriter.write(events, to: folder("events.\(ending)"))
      let data = """
        { "timezone": "Europe/Berlin",
          "assignments": { "source": "exposures.\(ending)", "unit": "user", "time": "seen", "attributes": ["country"] },
          "facts": { "log": { "source": "events.\(ending)", "unit": "who", "time": "at" } } }
        """
      try folder.write(Self.spec(data, metrics), to: "spec.json")
      let outcome = try await Binary.run(["analyze", "spec.json", "--quiet", "--threads", threads], in: folder)
      try #require(outcome.code == 0, "\(outcome.errors)")
      seen.insert(try #require(folder.text(of: "results.csv")))
    }
    #expect(seen.count == 1)
  }
}
