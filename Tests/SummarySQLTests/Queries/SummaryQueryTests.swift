import LayerSupport
import Planning
import Statistics
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// What is made of the rows that a summary's query brings, by hand.
@Suite struct SummaryQueryTests {
  private func summary(_ query: SummaryQuery, _ table: Table?) throws -> ScopeSummary {
    guard case .summary(let summary) = try query.decode(table) else {
      throw MalformedResult(column: "not a summary")
    }
    return summary
  }

  // MARK: Truth values

  private func proportion(_ change: (inout SmallSpec) -> Void = { _ in }) throws -> AnalysisPlan {
    try SmallSpec(change).plan()
  }

  /// Of the control 10 units, of which one has no value and one a value that is no truth; of the other 5, and 3 rows that no
  /// variant has.
  private static let ofTruth = Table([
    "arm": .integer([0, 1, -3]), "units": .integer([10, 5, 1]), "analyzed": .integer([10, 5, 3]),
    "rows_read": .wideInteger([12, 5, 3]), "low": .text(["a", "b", "x"]), "high": .text(["c", "d", "z"]),
    "a0": .integer([8, 5, nil]), "a1": .integer([1, 0, nil]), "a2": .wideInteger([6, 2, nil]),
  ])

  @Test func rowsBecomeUnitsSumsAndReasons() throws {
    let found = try summary(SummaryQuery(try proportion().ground, scalings: [:]), Self.ofTruth)
    #expect(found.exposure.units == [10, 5] && found.exposure.rowsRead == 20)
    // Two rows of the control repeat others.
    #expect(found.exposure.rowsKept == 15 && found.exposure[.repeated]?.rows == 2)
    #expect(
      found.exposure[.unknownLabel] == ExposureLedger.Drop(reason: .unknownLabel, rows: 3, examples: ["x", "z"]))
    let cells = found.cells[0]
    #expect(cells.map(\.kept) == [8, 5])
    // What the others leave of the units is missing.
    #expect(cells[0].dropped == [.missing: 1, .unreadable: 1] && cells[1].dropped.isEmpty)
    #expect(cells.map(\.moments) == [Moments(successes: 6, trials: 8), Moments(successes: 2, trials: 5)])
  }

  @Test func everyColumnOfTheResultIsNeeded() async throws {
    let query = SummaryQuery(try proportion().ground, scalings: [:])
    await expectEveryColumnIsRead(Self.ofTruth) { _ = try query.decode($0) }
  }

  @Test func aNumberThatIsNoIndexIsMalformed() throws {
    let query = SummaryQuery(try proportion().ground, scalings: [:])
    let huge = Self.ofTruth.replacing("units", .wideInteger([Int128(1) << 70, 5, 1]))
    #expect(throws: MalformedResult(column: "units")) { try query.decode(huge) }
  }

  @Test(arguments: [[0, 0, -3], [0, -3, -3]] as [[Int64]])
  func aSecondRowOfOneVariantOrReasonIsMalformed(arms: [Int64]) throws {
    let query = SummaryQuery(try proportion().ground, scalings: [:])
    #expect(throws: MalformedResult(column: "arm")) {
      try query.decode(Self.ofTruth.replacing("arm", .integer(arms)))
    }
  }

  @Test(arguments: [nil, Table([:])]) func noRowsAreNoUnits(table: Table?) throws {
    let found = try summary(SummaryQuery(try proportion().ground, scalings: [:]), table)
    #expect(found.exposure.units == [0, 0] && found.exposure.rowsRead == 0)
    #expect(found.cells[0].map(\.moments.count) == [0, 0])
  }

  @Test func moreGroupsThanTheLimitAreNotRead() throws {
    let query = SummaryQuery(try proportion().ground, scalings: [:])
    let table = Table(["arm": .integer(Array(repeating: 0, count: Grouping.limit + 1))])
    guard case .tooManyGroups = try query.decode(table) else {
      Issue.record("the groups were read")
      return
    }
  }

  // MARK: Segments

  private static let ofSegments = Table([
    "arm": .integer([0, 1, 0, 1, -1, -1]), "division": .integer([1, 1, 2, 2, 1, 2]),
    "g0": .text(["phone", nil, nil, nil, nil, nil]), "g1": .text([nil, nil, "a", "a", nil, nil]),
    "units": .integer([4, 6, 4, 6, 0, 0]), "analyzed": .integer([4, 6, 4, 6, 2, 2]),
    "rows_read": .integer([4, 6, 4, 6, 2, 2]), "low": .text(Array(repeating: nil, count: 6)),
    "high": .text(Array(repeating: nil, count: 6)), "a0": .integer([4, 6, 4, 6, nil, nil]),
    "a1": .integer([0, 0, 0, 0, nil, nil]), "a2": .integer([1, 2, 1, 2, nil, nil]),
  ])

  private func segmented() throws -> SummaryQuery {
    SummaryQuery(
      try proportion {
        $0.data += #", "attributes": ["device", "team"]"#
        $0.rest = #", "segments": ["device", "team"]"#
      }.ground, scalings: [:])
  }

  /// The same units twice, divided by one attribute and by the other; missing values come first.
  @Test func aDivisionBelongsToItsAttribute() throws {
    let found = try summary(try segmented(), Self.ofSegments)
    #expect(found.segments.map { $0.map(\.value) } == [[nil, "phone"], ["a"]])
    #expect(found.segments[0].map(\.units) == [[0, 6], [4, 0]] && found.segments[1].map(\.units) == [[4, 6]])
    #expect(found.exposure.units == [4, 6] && found.exposure[.filtered]?.rows == 2)
  }

  @Test func aDivisionOfNoAttributeIsMalformed() async throws {
    let query = try segmented()
    await expectEveryColumnIsRead(Self.ofSegments) { _ = try query.decode($0) }
    let other = Self.ofSegments.replacing("division", .integer([1, 1, 2, 3, 1, 2]))
    #expect(throws: MalformedResult(column: "division")) { try query.decode(other) }
  }

  // MARK: Numbers

  private func mean() throws -> AnalysisPlan {
    try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spent" }"#).plan()
  }

  /// The values 1, 2 and 3 of each variant around the center 2, in units of 2^−40: q is −2^40, 0 and 2^40.
  private static let ofNumbers = Table([
    "arm": .integer([0, 1]), "units": .integer([4, 3]), "analyzed": .integer([4, 3]), "rows_read": .integer([4, 3]),
    "low": .text(["a", "b"]), "high": .text(["a", "b"]),
    // Units, units that are not finite, the sum, the least and the greatest value, values with an integer, Σq², Σh³ and Σh⁴, h = q/2^26.
    "a0": .integer([3, 3]), "a1": .integer([1, 0]), "a2": .integer([0, 0]), "a3": .real([1, 1]),
    "a4": .real([3, 3]), "a5": .integer([3, 3]), "a6": .wideInteger([Int128(2) << 80, Int128(2) << 80]),
    "a7": .wideInteger([0, 0]), "a8": .wideInteger([Int128(2) << 56, Int128(2) << 56]),
  ])

  @Test func integersBecomeTheMomentsOfTheNumbers() throws {
    let plan = try mean()
    #expect(plan.aggregates.count == 9)
    let scaling = Scaling(center: 2, exponent: 40)
    let found = try summary(SummaryQuery(plan.ground, scalings: [plan.terms[0]: scaling]), Self.ofNumbers)
    let moments = found.cells[0][0].moments
    #expect(moments.count == 3 && moments.mean == [2] && moments.products[0, 0] == 2)
    #expect(moments.cubes?[0, 0, 0] == 0 && moments.quartics?[0, 0, 0, 0] == 2 && moments.nonNegative == [true])
    #expect(found.cells[0][0].dropped == [.notFinite: 1] && found.scalings == [plan.terms[0]: scaling])
  }

  /// An integer has 46 bits: of differences up to 100 at 2^−40 the largest does not fit.
  @Test func aValueWithoutAnIntegerAsksForAnotherScale() throws {
    let plan = try mean()
    let query = SummaryQuery(plan.ground, scalings: [plan.terms[0]: Scaling(center: 2, exponent: 40)])
    guard case .rescaled(let better) = try query.decode(Self.ofNumbers.replacing("a4", .real([3, 102]))) else {
      Issue.record("no other scale")
      return
    }
    let scaling = try #require(better[plan.terms[0]])
    #expect(scaling.limit > 100 - scaling.center && scaling.limit > scaling.center + 1)
  }

  @Test func decimalsThatAreNoneBecomePowersOfTwo() throws {
    let plan = try mean()
    let decimal = Scaling(center: 2, exponent: 40, decimals: 2)
    let query = SummaryQuery(plan.ground, scalings: [plan.terms[0]: decimal])
    guard case .rescaled(let better) = try query.decode(Self.ofNumbers.replacing("a5", .integer([3, 2]))) else {
      Issue.record("no other scale")
      return
    }
    #expect(better == [plan.terms[0]: decimal.binary])
    guard
      case .summary(let found) = try query.decode(
        Self.ofNumbers.replacing("a3", .integer([-100, -100])).replacing("a6", .integer([20_000, 20_000])))
    else {
      Issue.record("no summary")
      return
    }
    // Σ(100(x − 2))² = 20 000.
    #expect(found.cells[0].map { $0.moments.products[0, 0] } == [2, 2])
  }
}
