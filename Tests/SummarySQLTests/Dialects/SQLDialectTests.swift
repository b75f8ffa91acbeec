import Testing

@testable import SummarySQL

@Suite struct SQLDialectTests {
  private let dialect = DuckDBDialect()

  @Test func quotesAreDoubled() {
    #expect(dialect.quoted(#"a"b"#) == #""a""b""# && dialect.quoted("a\"\u{301}") == "\"a\"\"\u{301}\"")
    #expect(dialect.literal("it's") == "'it''s'" && dialect.literal("'\u{301}") == "'''\u{301}'")
  }

  /// Digits alone would be a decimal number of the engine's own precision.
  @Test func aNumberIsCastFromItsShortestText() {
    #expect(dialect.literal(0.1) == "cast('0.1' as double)" && dialect.literal(1e300) == "cast('1e+300' as double)")
  }
}
