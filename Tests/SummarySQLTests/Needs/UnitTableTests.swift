import LayerSupport
import Planning
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// What is told beside the table of units: where events went, who crossed, how far the data reaches.
@Suite struct UnitTableTests {
  private func known(_ metric: String) throws -> Answers {
    Answers(
      plan: try SmallSpec {
        $0.data = #", "unit": "user", "time": "at""#
        $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
        $0.metrics = #"[{ "name": "m", "fact": "orders", "within": "7d", \#(metric) }]"#
      }.plan())
  }

  private static let count = #""type": "count""#
  private static let sum = #""type": "mean", "value": "amount""#

  private static let bounds = Table([
    "first": .integer([10]), "last": .integer([20]), "earliest_seen": .integer([5]), "latest_seen": .integer([30]),
    "latest": .integer([40]), "cut": .integer([nil]),
  ])
  private static let crossings = Table(["first_arm": .integer([1]), "units": .integer([3])])
  private static let ledger = Table([
    "place": .integer([0, Int64(EventLedger.Reason.blankUnit.code)]), "events": .integer([5, 2]),
    "repeats": .integer([1, 0]), "differing": .integer([0, 0]), "zoned": .integer([4, 0]), "unzoned": .integer([3, 0]),
  ])

  @Test func everyEventIsCountedOrHasAReason() async throws {
    let answer = try await UnitTable().answer(Self.bounds, Self.crossings, Self.ledger, known: known(Self.count))
    let found = try #require(answer)
    #expect(found.seen == 5...30)
    #expect(found.firstExposure == 10 && found.lastExposure == 20 && found.latest == 40)
    // The latest time of any file, where the spec states no end.
    #expect(found.cut == 40 && found.crossed == [0, 3])
    #expect(
      found.facts == [
        EventLedger(
          fact: "orders", counted: 5, drops: [(.blankUnit, 2), (.repeated, 1)], withoutValue: [], withOffset: 4,
          withoutOffset: 3)
      ])
    #expect(found.facts.first?.read == 8)
  }

  @Test func everyColumnOfTheAnswersIsNeeded() async throws {
    let known = try known(Self.count)
    await expectEveryColumnIsRead(Self.bounds) {
      _ = try await UnitTable().answer($0, Self.crossings, Self.ledger, known: known)
    }
    await expectEveryColumnIsRead(Self.crossings) {
      _ = try await UnitTable().answer(Self.bounds, $0, Self.ledger, known: known)
    }
    await expectEveryColumnIsRead(Self.ledger) {
      _ = try await UnitTable().answer(Self.bounds, Self.crossings, $0, known: known)
    }
  }

  private static let look = Table(["p0": .integer([2]), "h0": .real([99.5])])

  /// - Parameter unfit: how many values have no integer.
  private static func sums(unfit: Int64) -> Table {
    Table([
      "place": .integer([0]), "events": .integer([5]), "repeats": .integer([0]), "differing": .integer([0]),
      "zoned": .integer([0]), "unzoned": .integer([0]), "n0": .integer([1]), "b0": .integer([unfit]),
      "h0": .real([1e9]),
    ])
  }

  @Test func valuesThatDoNotFitTheirScaleAreReadAgain() async throws {
    let reader = TableReader([
      Self.look, Self.bounds, Self.crossings, Self.sums(unfit: 2), Self.bounds, Self.crossings, Self.sums(unfit: 0),
    ])
    let answer = try await reader.answer(UnitTable(), known(Self.sum)) { 0 }
    let found = try #require(answer)
    #expect(found.facts.first?.counted == 5)
    #expect(found.facts.first?.withoutValue.map(\.events) == [1])
    let kept = reader.texts.filter { $0.hasPrefix("make abtest_fact0") }
    #expect(kept.count == 2 && kept[0] != kept[1])
  }

  @Test func valuesThatNeverFitAreChanging() async throws {
    let again = [Self.bounds, Self.crossings, Self.sums(unfit: 1)]
    let reader = TableReader([Self.look] + again + again + again + again)
    await #expect {
      try await reader.answer(UnitTable(), try known(Self.sum)) { 0 }
    } throws: { error in
      if case .changedSource? = error as? NeedFault { true } else { false }
    }
  }

  @Test func everyColumnOfValuesIsNeeded() async throws {
    let known = try known(Self.sum)
    await expectEveryColumnIsRead(Self.look) {
      _ = try await UnitTable().answer($0, Self.bounds, Self.crossings, Self.sums(unfit: 0), known: known)
    }
    await expectEveryColumnIsRead(Self.sums(unfit: 0)) {
      _ = try await UnitTable().answer(Self.look, Self.bounds, Self.crossings, $0, known: known)
    }
  }

  @Test func filesOfUnitsNeedNoTable() async throws {
    #expect(try await UnitTable().answer(known: Answers(plan: try SmallSpec().plan())) == nil)
  }
}
