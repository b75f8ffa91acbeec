import LayerSupport
import Tables
import Terms
import TestSupport
import Testing

@testable import Planning

/// The columns that units get from their exposure and from events.
@Suite struct DerivedColumnsTests {
  private static let data = #", "unit": "user", "time": "at""#
  private static let facts = #"""
    { "orders": { "source": "o.parquet", "unit": "user", "time": "at" },
      "visits": { "source": "v.parquet", "unit": "user", "time": "at" }, "spend": { "source": "s.parquet" } }
    """#

  private func columns(
    _ metrics: String..., more: String = "", schema: TableSchema = .units
  ) throws -> [DerivedColumn] {
    let spec = SmallSpec {
      $0.data = Self.data + more
      $0.facts = Self.facts
      $0.metrics =
        "[\(metrics.enumerated().map { "{ \"name\": \"m\($0)\", \($1) }" }.joined(separator: ", "))]"
    }
    return metricColumns(try spec.plan(schema))
  }

  /// All but the day of exposure, which every plan of exposures has.
  private func metricColumns(_ plan: AnalysisPlan) -> [DerivedColumn] {
    (plan.exposures?.derived ?? []).filter { $0.content != .day }
  }

  private func words(_ column: DerivedColumn) -> String {
    switch column.content {
    case .fact(let term, let fillsZero): term.inWords + (fillsZero ? ", else 0" : "")
    case .duration(let time): "duration to \(time.horizon.text)"
    case .occurrence: "occurrence"
    case .influence(_, let ofComplete): ofComplete ? "influence of complete units" : "influence"
    case .reach(_, let step): "reach of step \(step)"
    case .share(_, let probability, let isStrict): "share \(isStrict ? "below" : "up to") \(probability)"
    case .cell(let fact): "cell of \(fact)"
    case .maturity(let windows): "maturity of \(windows.map(\.inWords).joined(separator: " and "))"
    case .phase(let until): "phase until \(until.map(\.text).joined(separator: ", "))"
    case .day: "day"
    }
  }

  private func words(_ metrics: String..., more: String = "") throws -> [String] {
    let spec = metrics.joined(separator: " }, { \"name\": \"further\", ")
    return try columns(spec, more: more).map(words)
  }

  private static let count = #""type": "count", "fact": "orders", "within": "7d""#

  @Test func metricsOfTheSameEventsShareTheirColumns() throws {
    let found = try columns(Self.count, Self.count, #""type": "count", "fact": "orders", "within": "14d""#)
    #expect(found.map(\.name) == ["derived0", "derived1", "derived2", "derived3"])
    #expect(
      found.map(words) == [
        "events of orders, from exposure, within 7d, else 0", "maturity of from exposure, within 7d",
        "events of orders, from exposure, within 14d, else 0", "maturity of from exposure, within 14d",
      ])
    #expect(found.map(\.type) == [.integer, .truth, .integer, .truth])
  }

  @Test func noColumnOfTheFilesHasTheSameName() throws {
    let schema = TableSchema(
      fields: TableSchema.units.fields + ["derived0", "derived_x"].map { TableSchema.Field(name: $0, type: .text) })
    #expect(try columns(Self.count, schema: schema).map(\.name) == ["derived__0", "derived__1"])
  }

  /// A unit without events did nothing; but of nothing there is no greatest value where the spec says that such units drop.
  @Test(arguments: [
    ("sum", "", true, FieldType.real), ("sum", #", "missing": "drop""#, false, .real),
    ("count-distinct", #", "missing": "drop""#, true, .integer), ("max", "", true, .real),
    ("max", #", "missing": "drop""#, false, .real), ("first", #", "missing": "drop""#, false, .real),
  ])
  func aUnitWithoutEventsHasZeroOrNothing(aggregate: String, rule: String, fillsZero: Bool, type: FieldType) throws {
    let found = try columns(
      #""type": "mean", "fact": "orders", "value": "amount", "aggregate": "\#(aggregate)", "within": "7d"\#(rule)"#)
    guard case .fact(_, let filled) = found[0].content else {
      Issue.record("\(found[0])")
      return
    }
    #expect(filled == fillsZero && found[0].type == type)
  }

  @Test func daysWithEventsAreCounted() throws {
    let found = try columns(#""type": "mean", "fact": "visits", "aggregate": "days", "within": "7d""#)
    #expect(found[0].type == .integer)
    #expect(words(found[0]) == "local days with an event of visits, from exposure, within 7d, else 0")
  }

  /// Of earlier events there is no greatest one where there was none; their number is zero.
  @Test func theMetricItselfBeforeExposureIsAColumnToo() throws {
    let earlier = #", "within": "7d", "covariates": [{ "metric": "self", "before": "28d" }]"#
    #expect(
      try words(#""type": "count", "fact": "orders"\#(earlier)"#)[1]
        == "events of orders, in the 28d before exposure, else 0")
    #expect(
      try words(#""type": "mean", "fact": "orders", "value": "amount", "aggregate": "max"\#(earlier)"#)[1]
        == "greatest amount over orders, in the 28d before exposure")
  }

  @Test func eventsAsValuesAreCountedOnBothSidesOfTheirQuantile() throws {
    #expect(
      try words(#""type": "quantile", "q": 0.9, "fact": "orders", "value": "amount", "within": "7d""#) == [
        "each amount of orders, from exposure, within 7d, else 0", "share up to 0.9", "share below 0.9",
        "maturity of from exposure, within 7d",
      ])
  }

  @Test func aTimeToAnEventIsADurationAndItsEnd() throws {
    let found = try columns(#""type": "time-to-event", "fact": "orders", "horizon": "14d""#)
    #expect(found.map(words) == ["duration to 14d", "occurrence", "influence"])
    #expect(found.map(\.type) == [.integer, .truth, .real])
    #expect(
      try words(#""type": "time-to-event", "fact": "orders", "horizon": "14d", "maturity": "complete""#).contains(
        "influence of complete units"))
  }

  @Test func aFunnelHasAColumnForEachStep() throws {
    let found = try columns(
      #"""
      "type": "funnel", "window": "7d", "steps": [{ "name": "visit", "fact": "visits" }, { "name": "order", "fact": "orders" }]
      """#)
    #expect(found.map(words) == ["reach of step 0", "maturity of from exposure, within 7d", "reach of step 1"])
    #expect(found.allSatisfy { $0.type == .truth } && found[0].funnel?.steps.count == 2)
  }

  // MARK: Windows that must be over

  @Test func theLaterWindowDecidesWhetherAUnitIsComplete() throws {
    let trigger = #", "trigger": { "fact": "visits", "within": "3d" }"#
    #expect(
      try words(Self.count, more: trigger) == [
        "events of orders, from exposure, within 7d, else 0", "maturity of from exposure, within 7d",
        "any event of visits, from exposure, within 3d, else 0",
      ])
    let long = #", "trigger": { "fact": "visits", "within": "30d" }"#
    #expect(try words(Self.count, more: long).contains("maturity of from exposure, within 30d"))
  }

  /// Which of them ends later depends on the hour of exposure.
  @Test func localDaysAndDaysOfHoursAreBothAskedFor() throws {
    let trigger = #", "trigger": { "fact": "visits", "within": "7d", "calendar": true }"#
    #expect(
      try words(Self.count, more: trigger)[1]
        == "maturity of from exposure, within 7d and from exposure, within 7d of local days")
  }

  @Test func whoCountsUnfinishedWindowsAsksForNone() throws {
    #expect(try columns(Self.count + #", "maturity": "all""#).count == 1)
  }

  // MARK: What units share

  @Test func unitsOfOneKeyHaveACell() throws {
    let plan = try SmallSpec {
      $0.data = Self.data + #", "attributes": ["device"]"#
      $0.facts = Self.facts
      $0.metrics = #"[{ "name": "m", "type": "mean", "fact": "spend", "value": "amount", "join": ["device"] }]"#
    }.plan(events: TableSchema(["device": .text, "amount": .real]))
    let found = metricColumns(plan)
    #expect(found.map(words).contains("cell of spend") && plan.metrics[0].cell == found.last?.name)
    #expect(plan.source.valueColumns.contains("device"))
  }

  // MARK: Days

  /// Days say nothing where nobody was assigned, and clusters have none.
  @Test func unitsThatWereAssignedHaveADay() throws {
    func day(_ more: String, _ rest: String = "") throws -> (DerivedColumn?, AnalysisPlan?) {
      let plan = try SmallSpec {
        $0.data = Self.data + more
        $0.rest = rest
      }.plan()
      return (plan.exposures?.derived.first { $0.content == .day }, plan.byDay)
    }
    let (column, byDay) = try day("")
    #expect(column?.type == .integer && byDay?.grouping.keys == [column?.name ?? ""])
    let ramp = #", "phases": [{ "until": "2026-03-08", "weights": [9, 1] }, { "weights": [1, 1] }]"#
    #expect(try day(ramp).1?.grouping.keys.count == 2)
    #expect(try day("", #", "randomized": false"#).1 == nil)
    #expect(try day(#", "cluster": "team""#).0 == nil)
  }

  // MARK: Ramps

  @Test func thePhaseOfAUnitFollowsFromTheTimesOfTheSpec() throws {
    let found = try SmallSpec {
      $0.data =
        Self.data + """
          , "phases": [{ "until": "2026-03-08", "weights": [9, 1] }, { "until": "2026-03-15", "weights": [3, 1] },
          { "weights": [1, 1] }]
          """
    }.plan()
    #expect(metricColumns(found).map(words) == ["phase until 2026-03-08 00:00:00, 2026-03-15 00:00:00"])
    #expect(found.phases == [[9, 1], [3, 1], [1, 1]])
  }
}
