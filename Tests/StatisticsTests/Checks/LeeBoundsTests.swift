import Statistics
import TestSupport
import Testing

/// What missing outcomes leave possible of two variants (Methods/data-checks, "Missing outcomes").
@Suite struct LeeBoundsTests {
  private func trimmed(_ control: (Int, Int, Int), _ variant: (Int, Int, Int)) -> LeeBounds? {
    func arm(_ counts: (Int, Int, Int)) -> ObservedProportion {
      ObservedProportion(successes: counts.0, ObservedUnits(counts.1, of: counts.2))
    }
    return LeeBounds(control: arm(control), variant: arm(variant))
  }

  @Test func anExcessThatCannotMatterLeavesTheAnswer() throws {
    let found = try #require(trimmed((200, 1000, 1000), (250, 940, 1000)))
    #expect(found.isControl && found.ends.allSatisfy { $0.control.value < $0.variant.value })
    #expect(printsAs(found.trimmed.lowerBound, "0.1489") && printsAs(found.trimmed.upperBound, "0.2128"))
  }

  /// Blanks that were zeros in one variant alone leave everything possible.
  @Test func anExcessThatCanMatterDoesNot() throws {
    let found = try #require(trimmed((500, 1000, 1000), (500, 500, 1000)))
    #expect(found.trimmed == 0...1)
    let mirrored = try #require(trimmed((500, 500, 1000), (500, 1000, 1000)))
    #expect(!mirrored.isControl)
    for (end, other) in zip(found.ends, mirrored.ends) {
      #expect(end.control == other.variant && end.variant == other.control)
    }
    #expect(trimmed((0, 0, 10), (1, 10, 10)) == nil)
  }

  struct Trimmed: Decodable, Sendable {
    let name: String
    let values: [Double]
    let excess: Double
    let whole, low, high: [Double]
  }

  @Test(arguments: try OracleTable.cases("lee_bounds", as: Trimmed.self))
  func meansAreTrimmedAsSortedCopiesAre(expected: Trimmed) throws {
    var mean = TrimmedMean(units: expected.values.count, without: expected.excess)
    let counts = Dictionary(grouping: expected.values, by: \.self).mapValues(\.count)
    for (value, count) in counts.sorted(by: { $0.key < $1.key }) { mean.add(value, count: count) }
    let found = try #require(mean.values)
    #expect(mean.isComplete)
    for (found, expected) in [(found.whole, expected.whole), (found.low, expected.low), (found.high, expected.high)] {
      #expect(
        isClose(found.value, expected[0], relative: 1e-12) && isClose(found.variance, expected[1], relative: 1e-11))
    }
  }

  @Test func ofOneUnitNothingIsLeft() {
    var mean = TrimmedMean(units: 2, without: 0.6)
    mean.add(3, count: 1)
    #expect(!mean.isComplete)
    mean.add(4, count: 1)
    #expect(mean.isComplete && mean.values == nil)
  }
}
