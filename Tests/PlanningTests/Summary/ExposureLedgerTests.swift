import Statistics
import Testing

@testable import Planning

/// Whatever is read is either counted or dropped with a reason, and groups add up.
@Suite struct ExposureLedgerTests {
  @Test func rowsReadAreThoseKeptAndThoseDropped() {
    let ledger = ExposureLedger(
      units: [3, 4], rowsKept: 7,
      drops: [
        .init(reason: .filtered, rows: 0), .init(reason: .unknownLabel, rows: 2, examples: ["x"]),
        .init(reason: .blankUnit, rows: 1),
      ])
    #expect(ledger.rowsRead == 10 && ledger.drops.map(\.reason) == [.unknownLabel, .blankUnit])
    #expect(ledger[.unknownLabel]?.examples == ["x"] && ledger[.filtered] == nil)
  }

  @Test func eventsReadAreThoseCountedAndThoseDropped() {
    let ledger = EventLedger(
      fact: "orders", counted: 5, drops: [(.repeated, 2), (.blankUnit, 0)], withoutValue: [("amount", 0)])
    #expect(ledger.read == 7 && ledger[.repeated] == 2 && ledger[.blankUnit] == 0)
    #expect(ledger.drops.count == 1 && ledger.withoutValue.isEmpty)
  }

  @Test func groupsAddUpToAllUnits() {
    func group(_ successes: [Int], of trials: [Int], missing: Int) -> SummaryGroup {
      SummaryGroup(
        units: trials, rowsKept: trials.reduce(0, +),
        cells: [
          zip(successes, trials).map {
            MetricCell(
              kept: $1, moments: Moments(successes: $0, trials: $1), dropped: [.missing: missing, .filtered: 0],
              aboveCap: 1)
          }
        ])
    }
    let groups = [group([1, 2], of: [4, 5], missing: 3), group([2, 0], of: [6, 5], missing: 1)]
    let summary = ScopeSummary(exposure: ExposureLedger(units: [10, 10], rowsKept: 20, drops: []), groups: groups)
    #expect(summary.cells[0].map(\.kept) == [10, 10] && summary.cells[0].map(\.aboveCap) == [2, 2])
    #expect(summary.cells[0][0].dropped == [.missing: 4])
    // 3 of 10 are ones: Σ(y − 0.3)² = 10·0.3·0.7.
    #expect(abs(summary.cells[0][0].moments.products[0, 0] - 2.1) < 1e-12)
    #expect(SegmentSummary(value: "a", groups: groups).units == [10, 10])
  }

  @Test func exposedUnitsAreThoseTriggeredAndTheOthers() {
    let cell = [MetricCell(kept: 0, moments: Moments(successes: 0, trials: 0), dropped: [:])]
    let group = SummaryGroup(units: [3, 4], rowsKept: 7, cells: [cell + cell])
    var summary = ExperimentSummary(
      ScopeSummary(exposure: ExposureLedger(units: [3, 4], rowsKept: 7, drops: []), groups: [group]))
    #expect(summary.exposed == [3, 4])
    summary.untriggered = UntriggeredSummary(units: [10, 20], groups: [])
    #expect(summary.exposed == [13, 24])
  }
}
