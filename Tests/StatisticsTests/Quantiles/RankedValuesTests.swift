import Statistics
import TestSupport
import Testing

@Suite struct RankedValuesTests {
  /// The median of 200 values, ranks 86 and 115 (Methods/quantiles, "Exact interval of one variant").
  @Test func theRanksOfTheMedianAreThePrintedOnes() throws {
    let ranks = try #require(OrderStatisticRanks(count: 200, probability: 0.5, tail: 0.025))
    #expect(ranks.lower == 86 && ranks.upper == 115)
    let sorted = Fixtures.f3("c", multiplier: 1).map { $0[0] }.sorted()
    #expect(printsAs(sorted[ranks.lower - 1], "7.257980") && printsAs(sorted[ranks.upper - 1], "9.637420"))
  }

  /// By sums of exact fractions.
  @Test(arguments: [
    (10, 0.5, 2, 9), (20, 0.9, 15, nil), (100, 0.95, 90, 100), (1000, 0.9, 881, 919), (5, 0.5, nil, nil),
  ])
  func ranksExistOnlyAmongTheValues(count: Int, probability: Double, lower: Int?, upper: Int?) {
    let ranks = OrderStatisticRanks(count: count, probability: probability, tail: 0.025)
    #expect(ranks?.lower == (upper == nil ? nil : lower) && ranks?.upper == upper)
  }

  @Test func tooManyValuesHaveNoRanks() {
    #expect(OrderStatisticRanks(count: 0, probability: 0.5, tail: 0.025) == nil)
    #expect(OrderStatisticRanks(count: 100_001, probability: 0.5, tail: 0.025) == nil)
  }

  @Test(arguments: [(0.1, 30, 3), (0.29, 100, 29), (0.5, 7, 4), (0.999, 10, 10), (1e-9, 10, 1)])
  func ranksAreExactWhereTheLevelTimesTheCountIsWhole(level: Double, count: Int, rank: Int) {
    #expect(RankedValues.rank(at: level, of: count) == rank)
  }

  @Test func whatWasNotReadHasNoValue() throws {
    let values = RankedValues(count: 4, values: [2: 5])
    #expect(try values.value(at: 0.5) == 5)
    #expect(throws: NotEstimable.identifiability) { try values.value(at: 0.75) }
    #expect(throws: NotEstimable.emptyArm) { try RankedValues(count: 0).value(at: 0.5) }
  }
}
