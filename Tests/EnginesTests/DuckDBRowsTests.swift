import Tables
import Testing

@testable import Engines

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint))
struct DuckDBRowsTests {
  /// More than two of DuckDB's vectors of 2,048 rows, and no multiple of eight.
  private static let count = 5_003

  /// A column of values that are NULL in every seventh row, by the number of the row.
  struct Case: Sendable, CustomTestStringConvertible {
    let sql: String
    let field: FieldType
    let column: Column
    var testDescription: String { sql }

    init<Value>(
      _ sql: String, _ field: FieldType, _ wrap: ([Value?]) -> Column, _ value: (Int) -> Value
    ) {
      self.sql = sql
      self.field = field
      column = wrap((0..<count).map { $0 % 7 == 0 ? nil : value($0) })
    }
  }

  static let types: [Case] = [
    Case("i % 3 = 0", .truth, Column.truth) { $0 % 3 == 0 },
    Case("(i % 256 - 128)::TINYINT", .integer, Column.integer) { Int64($0 % 256 - 128) },
    Case("(i - 2500)::SMALLINT", .integer, Column.integer) { Int64($0 - 2500) },
    Case("(-i * 1000)::INTEGER", .integer, Column.integer) { Int64($0 * -1000) },
    Case("i * 1000000000000", .integer, Column.integer) { Int64($0) * 1_000_000_000_000 },
    Case("(i % 256)::UTINYINT", .integer, Column.integer) { Int64($0 % 256) },
    Case("(i + 60000)::USMALLINT", .integer, Column.integer) { Int64($0 + 60_000) },
    Case("(i + 4294960000)::UINTEGER", .integer, Column.integer) { Int64($0 + 4_294_960_000) },
    Case("(18446744073709551615 - i)::UBIGINT", .integer, Column.wideInteger) { Int128(UInt64.max - UInt64($0)) },
    Case("(i - 2500) * 10000000000000000000000000000000000::HUGEINT - 1", .integer, Column.wideInteger) {
      Int128($0 - 2500) * 10_000_000_000_000_000_000_000_000_000_000_000 - 1
    },
    Case("i * -1::HUGEINT", .integer, Column.wideInteger) { Int128($0) * -1 },
    Case("(i / 4)::FLOAT", .real, Column.real) { Double($0) / 4 },
    Case("i / 8", .real, Column.real) { Double($0) / 8 },
    Case("(i::DECIMAL(9, 3) + 0.125)", .real, Column.real) { Double($0) + 0.125 },
    Case("(i / 4)::DECIMAL(38, 10)", .real, Column.real) { Double($0) / 4 },
    Case("i::DECIMAL(18, 0)", .real, Column.wideInteger) { Int128($0) },
    Case("'Ωmega ' || i || ' 🙂'", .text, Column.text) { "Ωmega \($0) 🙂" },
    Case("if(i % 2 = 0, '', repeat('é', i % 100))", .text, Column.text) {
      $0 % 2 == 0 ? "" : String(repeating: "é", count: $0 % 100)
    },
    Case("if(i % 2 = 0, 'old', 'new')::ENUM('new', 'old')", .text, Column.text) { $0 % 2 == 0 ? "old" : "new" },
    Case("DATE '2024-02-28' + (i % 3)::INTEGER", .time, Column.text) {
      ["2024-02-28", "2024-02-29", "2024-03-01"][$0 % 3]
    },
    Case("TIMESTAMP '2024-01-01 00:00:00' + to_milliseconds(i % 1000)", .time, Column.text) {
      var digits = "\($0 % 1000 + 1000)".dropFirst()
      while digits.hasSuffix("0") { digits.removeLast() }
      return "2024-01-01 00:00:00" + (digits.isEmpty ? "" : ".\(digits)")
    },
    Case("TIMESTAMPTZ '2024-01-01 01:00:00+01' + to_hours(i % 24)", .instant, Column.text) {
      "2024-01-01 \($0 % 24 < 10 ? "0" : "")\($0 % 24):00:00+00"
    },
  ]

  @Test(arguments: types)
  func everyTypeArrivesWithItsNulls(type: Case) async throws {
    let engine = try InstalledDuckDB.engine()
    let query = "SELECT if(i % 7 = 0, NULL, \(type.sql)) AS x FROM range(\(Self.count)) t(i) ORDER BY i"
    #expect(try await engine.columns(of: query) == TableSchema(fields: [.init(name: "x", type: type.field)]))
    #expect(try await engine.rows(of: query) == Table(names: ["x"], columns: [type.column]))
  }

  @Test func sumsOfIntegersPassSixtyFourBits() async throws {
    let engine = try InstalledDuckDB.engine()
    let table = try await engine.rows(
      of: "SELECT sum(9223372036854775807) AS up, sum(-9223372036854775808) AS down, count(*) AS n FROM range(3000)")
    #expect(
      table
        == Table(
          names: ["up", "down", "n"],
          columns: [
            .wideInteger([27_670_116_110_564_327_421_000]), .wideInteger([-27_670_116_110_564_327_424_000]),
            .integer([3000]),
          ]))
  }

  @Test func sumsReachTheEndsOfAHundredAndTwentyEightBits() async throws {
    let engine = try InstalledDuckDB.engine()
    let table = try await engine.rows(
      of: """
        SELECT 170141183460469231731687303715884105727::HUGEINT AS high,
          -170141183460469231731687303715884105727::HUGEINT - 1 AS low
        """)
    #expect(table.columns == [.wideInteger([.max]), .wideInteger([.min])])
  }

  @Test func anEmptyResultKeepsItsColumns() async throws {
    let table = try await InstalledDuckDB.engine().rows(of: "SELECT 1 AS a, 'x' AS b, 1.5 AS c WHERE false")
    #expect(table == Table(names: ["a", "b", "c"], columns: [.integer([]), .text([]), .real([])]))
    #expect(table.rowCount == 0)
  }

  @Test func floatsThatAreNotFiniteArrive() async throws {
    let table = try await InstalledDuckDB.engine().rows(of: "SELECT 'inf'::DOUBLE a, '-inf'::DOUBLE b, 'nan'::DOUBLE c")
    #expect(table["a"] == .real([.infinity]))
    #expect(table["b"] == .real([-.infinity]))
    guard case .real(let values) = table["c"] else { return #expect(Bool(false), "not a real column") }
    #expect(values[0]?.isNaN == true)
  }

  @Test func aUUIDIsText() async throws {
    let uuid = "6e554195-a1d4-4985-bead-9ca1f8b7faad"
    #expect(try await InstalledDuckDB.engine().rows(of: "SELECT '\(uuid)'::UUID AS u")["u"] == .text([uuid]))
  }

  /// The text of dates is what DuckDB itself writes.
  @Test func datesAndTimesAreSpelledAsDuckDBSpellsThem() async throws {
    let table = try await InstalledDuckDB.engine().rows(
      of: """
        SELECT d, d::VARCHAR, t, t::VARCHAR, z, z::VARCHAR FROM (
          SELECT DATE '1970-01-01' + days AS d, d::TIMESTAMP + to_microseconds(days::BIGINT * 7919) AS t,
            t::TIMESTAMPTZ AS z
          FROM (SELECT (i * 997 - 1000000)::INTEGER AS days FROM range(4000) r(i)))
        UNION ALL SELECT 'infinity', 'infinity', '-infinity', '-infinity', 'infinity', 'infinity'
        """)
    #expect(table.rowCount == 4001)
    for column in [0, 2, 4] { #expect(table.columns[column] == table.columns[column + 1]) }
  }

  @Test(arguments: [
    ("[1]", "Its Arrow format is +l. Cast it in the query, for instance to VARCHAR."),
    ("INTERVAL 1 DAY", "Its Arrow format is tin. Cast it in the query, for instance to VARCHAR."),
    ("1::UHUGEINT", "It is a UHUGEINT. Cast it in the query, for instance to HUGEINT."),
  ])
  func aTypeThatCannotBeReadIsRefused(sql: String, detail: String) async throws {
    let engine = try InstalledDuckDB.engine()
    let error = await engineError { try await engine.rows(of: "SELECT \(sql) AS odd") }
    #expect(error == EngineError(.conversion, "the column \"odd\" has a type that cannot be read", detail: detail))
  }

  @Test func namesAndTypesOfColumnsAreKnownWithoutRunning() async throws {
    let engine = try InstalledDuckDB.engine()
    // It would fail, or take hours, when run.
    let query =
      "SELECT error('run') AS e, sum(i) AS \"odd name\", [1] AS l, TIME '10:00' AS t FROM range(1000000000000) r(i)"
    let schema = try await engine.columns(of: query)
    #expect(schema.fields.dropFirst().map(\.name) == ["odd name", "l", "t"])
    #expect(schema.fields.dropFirst().map(\.type) == [.integer, .other("LIST"), .other("TIME")])
  }

  @Test func theIdentityNamesTheVersion() throws {
    let library = try #require(InstalledDuckDB.library)
    #expect(try InstalledDuckDB.engine().identity == "DuckDB \(library.version)")
    #expect(library.version.first?.isNumber == true)
  }
}
