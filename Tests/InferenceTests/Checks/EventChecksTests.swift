import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// The checks of logs on what was made of them.
@Suite struct EventChecksTests {
  private static let day: Int64 = 86_400_000_000

  private func logged(
    _ ledger: EventLedger? = nil, latest: Int64? = nil, end: String = "", drops: [ExposureLedger.Drop] = []
  ) throws -> CheckedSummary {
    let stated = end.isEmpty ? "" : #", "end": "\#(end)""#
    return try CheckedSummary([50, 50], drops: drops) {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
      $0.metrics = #"[{ "name": "m", "type": "proportion", "fact": "orders", "within": "7d" }]"#
      $0.rest = stated
    }.changing {
      $0.events = ExposureSummary(
        facts: [ledger].compactMap(\.self), crossed: [0, 0], firstExposure: nil, lastExposure: nil, latest: latest,
        cut: end.isEmpty ? latest : 20_000 * Self.day)
    }
  }

  private func expect(
    _ rule: any DataCheckRule.Type, _ file: String, _ scenarios: KeyValuePairs<String, CheckedSummary>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    TextSnapshot("Tests/Snapshots/Inference/\(file).txt").expect(
      scenarios.map { ($0.key, $0.value.text(rule)) }, sourceLocation: sourceLocation)
  }

  private func ledger(
    _ counted: Int, _ drops: [(EventLedger.Reason, Int)] = [], without: Int = 0, clocks: (Int, Int) = (0, 0)
  ) -> EventLedger {
    EventLedger(
      fact: "orders", counted: counted, drops: drops.map { ($0.0, $0.1) }, withoutValue: [("amount", without)],
      withOffset: clocks.0, withoutOffset: clocks.1)
  }

  @Test func eventsMustBelongToUnitsAndWindows() throws {
    expect(
      EventLogCheck.self, "event-log",
      [
        "all are counted": try logged(ledger(90, [(.outsideWindows, 10)])),
        "some cannot be used": try logged(ledger(90, [(.blankTime, 2), (.differing, 1)], without: 4)),
        "none": try logged(ledger(0)), "other keys": try logged(ledger(0, [(.unknownUnit, 50)])),
        "all before exposure": try logged(ledger(0, [(.beforeExposure, 50), (.unknownUnit, 3)])),
        "in no window": try logged(ledger(0, [(.beforeExposure, 20), (.outsideWindows, 30)])),
        "two clocks": try logged(ledger(90, clocks: (40, 50))),
      ])
  }

  /// 2024-10-04 is 20 000 days after 1970-01-01.
  @Test func theDataMustReachItsEnd() throws {
    expect(
      ExposureTimeCheck.self, "exposure-times",
      [
        "no end is stated": try logged(latest: 19_000 * Self.day),
        "within a day of it": try logged(latest: 19_999 * Self.day, end: "2024-10-04"),
        "more than a day before": try logged(latest: 19_999 * Self.day - 1, end: "2024-10-04"),
        "unreadable times": try logged(
          latest: 19_000 * Self.day,
          drops: [.init(reason: .blankTime, rows: 2), .init(reason: .unreadableTime, rows: 1)]),
      ])
  }

  @Test func unitsMustGetAllOfWhatTheyShare() throws {
    func shared(
      _ counted: Int, _ drops: [(EventLedger.Reason, Int)] = [], negative: Int = 0, keyless: Int = 0, rowless: Int = 0
    ) throws -> CheckedSummary {
      try logged(
        EventLedger(
          fact: "spend", counted: counted, drops: drops.map { ($0.0, $0.1) }, withoutValue: [],
          sharing: Sharing(totals: [], negative: negative, unitsWithoutKey: keyless, unitsWithoutRow: rowless)))
    }
    expect(
      SharedTotalsCheck.self, "shared-totals",
      [
        "all": try shared(40), "left out on purpose": try shared(40, [(.filtered, 3)]),
        "some is lost": try shared(40, [(.noUnits, 3), (.blankKey, 1)], negative: 2, keyless: 5, rowless: 6),
        "no rows": try shared(0), "other keys": try shared(0, [(.noUnits, 30)]),
      ])
    // A fact with totals is no log of events, and the other way round.
    #expect(try shared(40).run(EventLogCheck.self).isEmpty)
    #expect(try logged(ledger(90)).run(SharedTotalsCheck.self).isEmpty)
  }
}
