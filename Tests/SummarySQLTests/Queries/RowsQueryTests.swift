import LayerSupport
import Planning
import Statistics
import Tables
import TestSupport
import Testing

@testable import SummarySQL

@Suite struct RowsQueryTests {
  private func plan() throws -> AnalysisPlan {
    try SmallSpec {
      $0.data += #", "attributes": ["device", "earlier"]"#
      $0.metrics = """
        [{ "name": "m", "type": "mean", "column": "spent", "test": "bootstrap", "covariates": ["earlier", "device"] }]
        """
    }.plan()
  }

  private func query(_ plan: AnalysisPlan) -> RowsQuery {
    RowsQuery(QueryGround(plan: plan, rowsAreUnits: true), scalings: [:], populations: plan.populations)
  }

  private static let rows = Table([
    "arm": .integer([0, 1, 0]), "k0": .text(["a", nil, "a"]), "missing": .integer([0, 1, 0]),
    "n0": .integer([1, nil, 1]), "q0_0": .integer([5, nil, 7]), "q0_1": .wideInteger([2, nil, 3]),
    "row_key": .text(["u1", "u2", "u3"]),
  ])

  @Test func rowsAreDividedByTheirGroups() throws {
    let plan = try plan()
    let batch = try query(plan).decode(Self.rows)
    #expect(batch.arms == [0, 1, 0] && batch.keys == ["u1", "u2", "u3"])
    #expect(batch.groups == [RowGroup(keys: ["a"], missing: 0), RowGroup(keys: [nil], missing: 1)])
    #expect(batch.group == [0, 1, 0])
    let members = try #require(batch.members[plan.populations[0]])
    #expect(members.isMember == [true, false, true] && members.integers == [[5, 0, 7], [2, 0, 3]])
  }

  @Test(arguments: rows.names) func everyColumnOfTheRowsIsNeeded(name: String) throws {
    let query = query(try plan())
    #expect(throws: MalformedResult(column: name)) { try query.decode(Self.rows.without(name)) }
    let other: Column = name == "row_key" || name == "k0" ? .integer([1, 2, 3]) : .text(["1", "2", "3"])
    #expect(throws: MalformedResult(column: name)) { try query.decode(Self.rows.replacing(name, other)) }
  }

  @Test func aRowWithoutAKeyIsMalformed() throws {
    let query = query(try plan())
    let keyless = Self.rows.replacing("row_key", .text(["u1", nil, "u3"]))
    #expect(throws: MalformedResult(column: "row_key")) { try query.decode(keyless) }
  }

  @Test func anIntegerOfMoreThan64BitsIsMalformed() throws {
    let query = query(try plan())
    let wide = Self.rows.replacing("q0_1", .wideInteger([2, nil, Int128(1) << 64]))
    #expect(throws: MalformedResult(column: "q0_1")) { try query.decode(wide) }
  }
}
