import TestSupport
import Testing

/// Times to events from logs to results (`Tests/Oracle/time_to_event.py`), and what happens at the ends of a window.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct TimeToEventTests {
  private static let experiments = ExpectedExperiment.all("time_to_event")

  @Test func everyCaseIsThere() {
    #expect(Self.experiments.count == 5)
    #expect(Self.experiments.reduce(0) { $0 + $1.size } == 234)
  }

  @Test(arguments: experiments) func everyNumberIsThatOfTheCurves(experiment: ExpectedExperiment) async throws {
    try await experiment.check()
  }

  private static func spec(_ metrics: String, end: String = "2026-01-20") -> String {
    """
    { "abtest": 1, "name": "ends", "start": "2026-01-01", "end": "\(end)",
      "data": { "assignments": { "source": "exposures.csv", "unit": "unit", "time": "at" },
                "facts": { "orders": { "source": "orders.csv", "unit": "unit", "time": "at" } } },
      "variants": [ { "name": "a", "control": true }, { "name": "b" } ], "metrics": [ \(metrics) ] }
    """
  }

  /// Both variants alike: an event with the exposure, one a day later, one at the horizon, which is outside, none at all, and
  /// one unit that the data leaves after three days.
  private static let exposures =
    "unit,variant,at\n"
    + ["a", "b"].flatMap { v in
      ["01", "01", "01", "01", "17"].enumerated().map { "\(v)\($0),\(v),2026-01-\($1)T00:00:00\n" }
    }.joined()
  private static let orders =
    "unit,at\n"
    + ["a", "b"].flatMap { v in
      [
        "\(v)0,2026-01-01T00:00:00\n", "\(v)1,2026-01-02T00:00:00\n", "\(v)1,2026-01-03T00:00:00\n",
        "\(v)2,2026-01-11T00:00:00\n",
      ]
    }.joined()

  @Test func theWindowIsHalfOpenAndTheDataEndsTheWatch() async throws {
    let folder = try ScratchFolder()
    try folder.write(Self.exposures, to: "exposures.csv")
    try folder.write(Self.orders, to: "orders.csv")
    let metric = #"{ "name": "time", "type": "time-to-event", "fact": "orders", "horizon": "10d" }"#
    try folder.write(Self.spec(metric), to: "spec.json")
    _ = try await CSVTable(analyzing: folder)
    let results = try JSONResults(folder.bytes(of: "results.json"))
    // S is 4/5 from 0, 3/5 from day 1 on; the unit that leaves after day 3 takes no part of it with it.
    #expect(
      isClose(results.row("time", "absolute")?.numbers["value_control"], 0.8 + 9 * 0.6, relative: 1e-12))
    let report = try #require(folder.text(of: "report.md"))
    #expect(report.contains("| a | 5 | 2 | 1 | — |"))
    #expect(report.contains("Without the event after days"))
  }

  @Test func aHorizonBeyondTheDataIsRefusedWithTheLongestOne() async throws {
    let folder = try ScratchFolder()
    try folder.write(Self.exposures, to: "exposures.csv")
    try folder.write(Self.orders, to: "orders.csv")
    let metric = #"{ "name": "time", "type": "time-to-event", "fact": "orders", "horizon": "4w" }"#
    try folder.write(Self.spec(metric), to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let row = try #require(table.rows.first)
    #expect(row["status"] == "identifiability" && row["estimate"] == "" && row["p_value"] == "")
    let reason = "units of a variant were followed for at most 19.0 days, which is less than the horizon of 4w"
    #expect(try #require(folder.text(of: "report.md")).contains(reason))
  }

  /// A variant without events has no hazard ratio, but a log-rank test.
  @Test func aVariantWithoutEventsHasALogRankTest() async throws {
    let folder = try ScratchFolder()
    try folder.write(Self.exposures, to: "exposures.csv")
    try folder.write(
      Self.orders.split(separator: "\n").filter { !$0.hasPrefix("b") }.joined(separator: "\n") + "\n", to: "orders.csv")
    let metric =
      #"{ "name": "risk", "type": "time-to-event", "fact": "orders", "horizon": "12d", "estimand": "hazard-ratio" }"#
    try folder.write(Self.spec(metric), to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    let cox = try #require(table.rows.first { $0["method"] == "cox" })
    #expect(cox["status"] == "eventsOfOneVariant" && cox["estimate"] == "")
    let test = try #require(table.rows.first { $0["method"] == "log-rank" })
    #expect(test["status"] == "ok" && Double(test["p_value"] ?? "").map { (0...1).contains($0) } ?? false)
  }
}
