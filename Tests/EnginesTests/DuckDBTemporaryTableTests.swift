import Tables
import Testing

@testable import Engines

/// Tables of ours that queries can read.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint))
struct DuckDBTemporaryTableTests {
  private let table = Table(
    names: ["arm", "is \"new\"", "value"],
    columns: [.integer([0, nil, .max]), .truth([true, false, nil]), .real([0.1, nil, -1e300])])

  @Test func everyValueComesBack() async throws {
    let engine = try InstalledDuckDB.engine()
    try await engine.materialize(table, as: "own values")
    let found = try await engine.rows(of: #"select * from "own values""#)
    #expect(found.names == table.names)
    #expect(found.columns == [table.columns[0], .integer([1, 0, nil]), table.columns[2]])
  }

  @Test func aSecondTableTakesThePlaceOfTheFirst() async throws {
    let engine = try InstalledDuckDB.engine()
    try await engine.materialize(table, as: "own")
    try await engine.materialize(Table(names: ["x"], columns: [.integer([])]), as: "own")
    #expect(try await engine.rows(of: "select * from own").rowCount == 0)
  }

  @Test(arguments: [Column.text(["a"]), .wideInteger([1])]) func otherTypesAreRefused(column: Column) async throws {
    let engine = try InstalledDuckDB.engine()
    let message = "the column x of a temporary table has a type that cannot be written"
    await #expect(throws: EngineError(.invalidInput, message)) {
      try await engine.materialize(Table(names: ["x"], columns: [column]), as: "own")
    }
  }
}
