import LayerSupport
import Planning
import Statistics
import Tables
import TestSupport
import Testing

@testable import SummarySQL

@Suite struct QuantileQueryTests {
  private func plan(_ q: String = "0.5") throws -> AnalysisPlan {
    try SmallSpec(metric: #"{ "name": "m", "type": "quantile", "q": \#(q), "column": "spent" }"#).plan()
  }

  private static let raw = Table(["arm": .integer([0, 1]), "n0": .integer([7, 9]), "q0_0": .real([3.5, 4.5])])

  /// Of 7 values the median is the fourth, of 9 the fifth.
  @Test func aRawQuantileIsTheValueOfItsRank() throws {
    let plan = try plan()
    let found = try QuantileQuery(plan.ground).decode(Self.raw)
    #expect(
      found[plan.quantiles[0]] == [RankedValues(count: 7, values: [4: 3.5]), RankedValues(count: 9, values: [5: 4.5])])
  }

  @Test func everyColumnOfTheResultIsNeeded() async throws {
    let query = QuantileQuery(try plan().ground)
    await expectEveryColumnIsRead(Self.raw) { _ = try query.decode($0) }
  }

  @Test func aVariantWithoutARowHasNoValues() throws {
    let plan = try plan()
    let none = RankedValues(count: 0)
    #expect(try QuantileQuery(plan.ground).decode(nil)[plan.quantiles[0]] == [none, none])
  }

  /// 0.9 times 10 is 9 or a little more, as rounding has it, so that an engine might take the tenth value: it is asked again.
  @Test func whereRoundingMightDecideTheValueIsAskedForByItsRank() async throws {
    let plan = try plan("0.9")
    let first = Table(["arm": .integer([0, 1]), "n0": .integer([10, 7]), "q0_0": .real([8, 6])])
    let raw = try QuantileQuery(plan.ground).decode(first)
    let quantile = plan.quantiles[0]
    #expect(raw[quantile]?.map(\.count) == [10, 7])
    let query = QuantileQuery(plan.ground).reading(raw, at: [quantile: [[9], [7]]])
    // The middle of the ranges of the ninth of ten values and of the seventh of seven.
    #expect(query.text(in: DuckDBDialect()).contains("\((9 - 0.5) / 10)"))
    #expect(query.text(in: DuckDBDialect()).contains("\((7 - 0.5) / 7)"))
    let second = Table([
      "arm": .integer([0, 1]), "n0": .integer([10, 7]), "q0_0": .real([9, 5]), "q0_1": .real([10, 6.5]),
    ])
    let ranked = try #require(try query.decode(second)[quantile])
    #expect(ranked[0].values[9] == 9 && ranked[1].values[7] == 6.5)
  }
}
