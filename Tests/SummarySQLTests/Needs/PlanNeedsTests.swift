import LayerSupport
import Planning
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// What is asked of a database for a plan, in DuckDB's dialect, where nothing is known of the rows.
@Suite struct PlanNeedsTests {
  private func expectTexts(
    _ name: String, _ schema: TableSchema = .units, events: TableSchema = .events,
    sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout SmallSpec) -> Void
  ) async throws {
    let plan = try SmallSpec(change).plan(schema, events: events)
    let reader = TableReader()
    _ = try await Answers(plan: plan, plan.needs, by: reader)
    let found = reader.texts.enumerated().map { (name: "\($0 + 1)", text: $1) }
    #expect(!found.isEmpty)
    TextSnapshot("Tests/Snapshots/SummarySQL/\(name).txt").expect(found, sourceLocation: sourceLocation)
  }

  @Test func momentsOfUnits() async throws {
    try await expectTexts("units") {
      $0.data += #", "where": "visits > 0""#
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold" },
         { "name": "spent", "type": "mean", "column": "spent", "where": "device = 'phone'", "missing": "zero" }]
        """
    }
  }

  /// Every column of a text file is a text, which may be blank or no number.
  @Test func numbersInTexts() async throws {
    let texts = TableSchema(fields: TableSchema.units.fields.map { .init(name: $0.name, type: .text) })
    try await expectTexts("texts", texts) {
      $0.data += #", "decimal": ",", "null": ["n/a"]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "log": true }]"#
    }
  }

  @Test func totalsOfEvents() async throws {
    try await expectTexts("events") {
      $0.data += #", "rows": "events""#
      $0.metrics = #"[{ "name": "rate", "type": "ratio", "numerator": "spent", "denominator": "visits" }]"#
    }
  }

  @Test func totalsOfClusters() async throws {
    try await expectTexts("clusters") {
      $0.data += #", "cluster": "team", "attributes": ["earlier", "device"]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "covariates": ["earlier"] }]"#
      $0.rest = #", "strata": ["device"]"#
    }
  }

  @Test func divisionsBySegments() async throws {
    try await expectTexts("segments") {
      $0.data += #", "attributes": ["device", "team", "earlier"]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "covariates": ["earlier"] }]"#
      $0.rest = #", "segments": ["device", "team"]"#
    }
  }

  @Test func quantilesOfUnits() async throws {
    try await expectTexts("quantiles") {
      $0.metrics = """
        [{ "name": "median", "type": "quantile", "q": 0.5, "column": "spent" },
         { "name": "tail", "type": "quantile", "q": 0.9, "column": "spent" }]
        """
    }
  }

  @Test func capsOfValues() async throws {
    try await expectTexts("caps") {
      $0.metrics = """
        [{ "name": "spent", "type": "mean", "column": "spent", "cap": { "quantile": 0.99, "nonzero": true } },
         { "name": "visits", "type": "mean", "column": "visits", "cap": { "value": 20 } }]
        """
    }
  }

  @Test func countsOfManyUnits() async throws {
    let schema = TableSchema(["variant": .text, "orders": .text, "visitors": .integer])
    try await expectTexts("aggregates", schema) {
      $0.data = #", "rows": "aggregates", "units": "visitors""#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "orders", "trials": "visitors" }]"#
    }
  }

  @Test func rowsThatAreDrawnAgain() async throws {
    try await expectTexts("rows") {
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "test": "bootstrap" }]"#
    }
  }

  private static let log = #", "unit": "user", "time": "at""#
  private static let facts = #"""
    { "visits": { "source": "v.parquet", "unit": "user", "time": "at" },
      "orders": { "source": "o.parquet", "unit": "user", "time": "at", "id": "id" } }
    """#

  @Test func eventsOfALog() async throws {
    try await expectTexts("log") {
      ($0.data, $0.facts) = (Self.log, Self.facts)
      $0.metrics = """
        [{ "name": "spent", "type": "mean", "fact": "orders", "value": "amount", "where": "kind = 'web'", "within": "7d" }]
        """
    }
  }

  @Test func stepsOfAFunnel() async throws {
    try await expectTexts("funnel") {
      ($0.data, $0.facts) = (Self.log, Self.facts)
      $0.metrics = """
        [{ "name": "way", "type": "funnel", "window": "7d",
           "steps": [{ "name": "visit", "fact": "visits" }, { "name": "order", "fact": "orders" }] }]
        """
    }
  }

  @Test func timesToAnEvent() async throws {
    try await expectTexts("times") {
      ($0.data, $0.facts) = (Self.log, Self.facts)
      $0.metrics = #"[{ "name": "wait", "type": "time-to-event", "fact": "orders", "horizon": "14d" }]"#
    }
  }

  @Test func totalsThatUnitsShare() async throws {
    let spend = TableSchema(["device": .text, "day": .time, "amount": .real])
    try await expectTexts("shared", events: spend) {
      $0.data = Self.log + #", "attributes": ["device"]"#
      $0.facts = #"{ "spend": { "source": "s.parquet", "time": "day" } }"#
      $0.metrics = """
        [{ "name": "cost", "type": "mean", "fact": "spend", "value": "amount", "join": ["device", "day"] }]
        """
    }
  }

  /// The same plan has the same needs, whoever asks.
  @Test func equalPlansAskTheSame() async throws {
    func texts() async throws -> [String] {
      let plan = try SmallSpec {
        $0.rest = #", "strata": ["device"]"#
        $0.data += #", "attributes": ["device"]"#
      }.plan()
      let reader = TableReader()
      _ = try await Answers(plan: plan, plan.needs, by: reader)
      return reader.texts
    }
    #expect(try await texts() == texts())
  }
}
