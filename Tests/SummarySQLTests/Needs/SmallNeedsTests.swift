import LayerSupport
import Planning
import Statistics
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// Needs with one query whose rows say one thing: what they say, and that every column of theirs is needed.
@Suite struct SmallNeedsTests {
  private func known(_ change: (inout SmallSpec) -> Void = { _ in }, events: TableSchema = .events) throws -> Answers {
    Answers.known(try SmallSpec(change).plan(events: events))
  }

  // MARK: Caps

  private static let caps = Table(["cap0": .real([12.5])])

  private func capped() throws -> Answers {
    try known {
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "cap": { "quantile": 0.99 } }]"#
    }
  }

  @Test func aCapIsTheQuantileThatTheEngineFound() async throws {
    let known = try capped()
    #expect(try await Caps().answer(Self.caps, known: known) == ["m": 12.5])
    #expect(try await Caps().answer(Table(["cap0": .real([nil])]), known: known) == [:])
    await expectEveryColumnIsRead(Self.caps) { _ = try await Caps().answer($0, known: known) }
    for cap in [0, -1.5] {
      await #expect(throws: NeedFault.self) { try await Caps().answer(Table(["cap0": .real([cap])]), known: known) }
    }
  }

  // MARK: Units

  @Test func asManyHashesAsRowsProveThatUnitsDiffer() async throws {
    func areUnique(_ hashes: Int64, of rows: Int64) async throws -> Bool {
      try await UniqueUnits().answer(Table(["hashes": .integer([hashes]), "kept": .integer([rows])]), known: known())
    }
    #expect(try await areUnique(5, of: 5))
    #expect(try await !areUnique(4, of: 5))
    await expectEveryColumnIsRead(Table(["hashes": .integer([5]), "kept": .integer([5])])) {
      _ = try await UniqueUnits().answer($0, known: known())
    }
  }

  @Test func withoutAUnitNothingIsAsked() async throws {
    #expect(try await !UniqueUnits().answer(known: known { $0.data = "" }))
  }

  // MARK: Texts

  @Test func ninetyNumbersInAHundredMakeANumber() async throws {
    let plan = try SmallSpec().plan()
    let need = NumericTexts(plan.source, columns: ["device", "team"])
    func table(_ present: Int64, _ numbers: Int64) -> Table {
      Table(["n0": .integer([present]), "c0": .integer([numbers]), "n1": .integer([10]), "c1": .integer([0])])
    }
    #expect(try await need.answer(table(10, 9), known: Answers()) == ["device"])
    #expect(try await need.answer(table(10, 8), known: Answers()) == [])
    // A column without any value has no categories.
    #expect(try await need.answer(table(0, 0), known: Answers()) == ["device"])
    await expectEveryColumnIsRead(table(10, 9)) { _ = try await need.answer($0, known: Answers()) }
  }

  @Test func aFingerprintIsOneText() async throws {
    let need = Fingerprint(.text("spec"))
    #expect(try await need.answer(Table(["hash": .text(["ab12"])]), known: Answers()) == "ab12")
    for table in [Table(["hash": .text([])]), Table(["hash": .text([nil])]), Table(["hash": .integer([1])])] {
      await #expect(throws: MalformedResult(column: "fingerprint")) { try await need.answer(table, known: Answers()) }
    }
  }

  // MARK: Units that share

  private static let cells = Table([
    "arm": .integer([1, 0, 0]), "cell": .integer([2, 2, 1]), "units": .integer([3, 2, 1]),
    "s0": .wideInteger([30, 20, nil]), "g0": .text(["phone", nil, "phone"]),
  ])

  private func shared() throws -> (Answers, CellSums) {
    let schema = TableSchema(["device": .text, "amount": .real])
    var known = try known(
      {
        $0.data = #", "unit": "user", "time": "at", "attributes": ["device"]"#
        $0.facts = #"{ "spend": { "source": "s.parquet" } }"#
        $0.metrics = #"[{ "name": "m", "type": "mean", "fact": "spend", "value": "amount", "join": ["device"] }]"#
        $0.rest = #", "segments": ["device"]"#
      }, events: schema)
    let plan = known.plan
    let cell = MetricCell(kept: 0, moments: .empty(dimension: 1), dropped: [:])
    let group = SummaryGroup(units: [0, 0], rowsKept: 0, cells: [[cell, cell]])
    let ledger = ExposureLedger(units: [0, 0], rowsKept: 0, drops: [])
    // q = x/4 − 1/4: a sum of 20 of 2 units is 80 and twice the center.
    known.learn(
      GroupMoments(),
      ScopeSummary(
        exposure: ledger, groups: [group], scalings: [plan.terms[0]: Scaling(center: 1, exponent: -2)]))
    return (known, CellSums("m"))
  }

  /// By cell, then by variant, in whatever order they came.
  @Test func totalsOfCellsComeInTheirOwnOrder() async throws {
    let (known, need) = try shared()
    let found = try await need.answer(Self.cells, known: known)
    #expect(found.map(\.totals.cell) == [1, 2, 2] && found.map(\.totals.arm) == [0, 0, 1])
    #expect(found.map(\.totals.sums) == [[0], [82], [123]] && found.map(\.totals.units) == [1, 2, 3])
    #expect(found.map(\.segments) == [["phone"], [nil], ["phone"]])
    await expectEveryColumnIsRead(Self.cells) { _ = try await need.answer($0, known: known) }
  }

  // MARK: Times

  private static let log = #", "unit": "user", "time": "at""#
  private static let facts = #"""
    { "visits": { "source": "v.parquet", "unit": "user", "time": "at" },
      "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }
    """#

  private static let steps = Table([
    "arm": .integer([1]), "half_t0": .integer([60]), "most_t0": .wideInteger([90]), "half_t1": .integer([nil]),
    "most_t1": .integer([nil]),
  ])

  @Test func stepsOfAFunnelHaveTheirTimes() async throws {
    let known = try known {
      ($0.data, $0.facts) = (Self.log, Self.facts)
      $0.metrics = """
        [{ "name": "way", "type": "funnel", "window": "7d",
           "steps": [{ "name": "visit", "fact": "visits" }, { "name": "order", "fact": "orders" }] }]
        """
    }
    let none = StepTimes(median: nil, ninetieth: nil)
    #expect(
      try await FunnelTimes(0).answer(Self.steps, known: known) == [
        [none, none], [StepTimes(median: 60, ninetieth: 90), none],
      ])
    await expectEveryColumnIsRead(Self.steps) { _ = try await FunnelTimes(0).answer($0, known: known) }
  }

  /// Two units of the control with the event after a day, one censored after two; of the other variant none.
  private static let times = Table([
    "arm": .integer([0, 0]), "s0": .text(["a", "a"]), "duration": .integer([86_400_000_000, 172_800_000_000]),
    "occurrence": .integer([1, 0]), "units": .integer([2, 1]),
  ])

  private func watched() throws -> Answers {
    try known {
      ($0.data, $0.facts) = (Self.log + #", "attributes": ["device"]"#, Self.facts)
      $0.metrics = #"[{ "name": "wait", "type": "time-to-event", "fact": "orders", "horizon": "14d" }]"#
      $0.rest = #", "strata": ["device"]"#
    }
  }

  @Test func timesAreCountedInTheUnitOfTheHorizon() async throws {
    let known = try watched()
    let need = EventTimes(known.plan.survivals[0])
    let found = try await need.answer(Self.times, known: known)
    let table = try EventTable([.init(time: 1, events: 2, censored: 0), .init(time: 2, events: 0, censored: 1)])
    #expect(found.tables.strata == [[table, try EventTable([])]])
    await expectEveryColumnIsRead(Self.times) { _ = try await need.answer($0, known: known) }
  }
}
