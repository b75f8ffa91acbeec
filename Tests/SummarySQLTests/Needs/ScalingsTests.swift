import LayerSupport
import Planning
import Statistics
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// The scale of a column by its first rows, of which 4096 are looked at.
@Suite struct ScalingsTests {
  private func scaling(_ table: Table?) async throws -> Scaling? {
    let plan = try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spent" }"#).plan()
    var known = Answers.known(plan)
    known.learn(Influences(), [:])
    let found = try await (table.map { TableReader([$0]) } ?? TableReader()).answer(Scalings(), known) { 0 }
    return found[plan.terms[0]]
  }

  private func table(rows: Int64, decimals: Int64?) -> Table {
    Table([
      "n": .integer([rows]), "h0": .real([9]), "m0": .real([5]), "l0": .real([1]), "p0": .integer([decimals]),
    ])
  }

  /// 46 bits, of which one is kept free, for differences of 3 bits.
  @Test func aSampleOfAllRowsLeavesOneBitFree() async throws {
    #expect(try await scaling(table(rows: 4095, decimals: 0)) == Scaling(center: 5, exponent: 42))
  }

  @Test func aSampleOfTheFirstRowsLeavesSixBitsFree() async throws {
    #expect(try await scaling(table(rows: 4096, decimals: nil)) == Scaling(center: 5, exponent: 37))
    #expect(try await scaling(table(rows: 4096, decimals: 5)) == Scaling(center: 5, exponent: 37))
  }

  @Test func shortDecimalsAreCountedInTheirLastDecimal() async throws {
    #expect(try await scaling(table(rows: 4096, decimals: 2)) == Scaling(center: 5, exponent: 37, decimals: 2))
  }

  @Test func withoutRowsTheScaleIsOne() async throws {
    #expect(try await scaling(nil) == Scaling(center: 0, largest: 1))
    let empty = Table([
      "n": .integer([0]), "h0": .real([nil]), "m0": .real([nil]), "l0": .real([nil]), "p0": .integer([nil]),
    ])
    #expect(try await scaling(empty) == Scaling(center: 0, largest: 1, headroom: 1))
  }

  @Test func everyColumnOfTheResultIsNeeded() async {
    await expectEveryColumnIsRead(table(rows: 4096, decimals: 2)) { _ = try await scaling($0) }
  }

  /// Only 2 of the values lie above the cap of 7.
  @Test func theExcessIsScaledByWhatExceedsTheCap() async throws {
    let plan = try SmallSpec(
      metric: #"{ "name": "m", "type": "mean", "column": "spent", "cap": { "value": 7 } }"#
    ).plan()
    var known = Answers.known(plan)
    known.learn(Influences(), [:])
    let table = Table([
      "n": .integer([10]), "h0": .real([9]), "m0": .real([5]), "l0": .real([1]), "p0": .integer([0]),
      "h1": .real([9]), "l1": .real([1]), "p1": .integer([0]),
    ])
    let found = try await Scalings().answer(table, known: known)
    #expect(found[plan.terms[0]] == Scaling(center: 5, exponent: 42))
    #expect(found[plan.terms[1]] == Scaling(center: 0, largest: 2, headroom: 1))
  }
}
