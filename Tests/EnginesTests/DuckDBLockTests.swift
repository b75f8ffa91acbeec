import Foundation
import Tables
import Testing

@testable import Engines

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint))
struct DuckDBLockTests {
  /// A data root with one file in it, one file outside, and a link from the one to the other.
  private final class House {
    let folder: ScratchFolder
    var root: String { "\(folder.path)/data" }
    var outside: String { "\(folder.path)/secret.csv" }

    init() throws {
      folder = try ScratchFolder()
      try folder.write("id\n1\n", to: "data/a.csv")
      try folder.write("id\n2\n", to: "secret.csv")
      try folder.write("id\n3\n", to: "data-beside/b.csv")
      try FileManager.default.createSymbolicLink(atPath: "\(root)/link.csv", withDestinationPath: outside)
    }
  }

  @Test func filesInsideAreRead() async throws {
    let house = try House()
    let engine = try InstalledDuckDB.engine(root: house.root)
    #expect(try await engine.rows(of: "FROM '\(house.root)/a.csv'")["id"] == .integer([1]))
  }

  @Test func aRootThatIsALinkIsResolved() async throws {
    let house = try House()
    let link = "\(house.folder.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: house.root)
    let engine = try InstalledDuckDB.engine(root: link)
    #expect(try await engine.rows(of: "FROM '\(link)/a.csv'")["id"] == .integer([1]))
    #expect(try await engine.rows(of: "FROM '\(house.root)/a.csv'")["id"] == .integer([1]))
  }

  @Test(arguments: ["secret.csv", "data/../secret.csv", "data/link.csv", "data-beside/b.csv", "*.csv"])
  func filesOutsideAreRefused(path: String) async throws {
    let house = try House()
    let engine = try InstalledDuckDB.engine(root: house.root)
    let file = "\(house.folder.path)/\(path)"
    let error = await engineError { try await engine.rows(of: "FROM '\(file)'") }
    #expect(
      error
        == EngineError(
          .permission, "Cannot access file \"\(file)\" - file system operations are disabled by configuration",
          detail: "Only files below \(house.root) can be read, by their absolute paths."))
  }

  @Test(arguments: [
    "FROM read_csv('/etc/hosts')", "FROM read_text('/etc/hosts')", "FROM read_blob('/etc/hosts')",
    "FROM glob('/etc/*')",
    "FROM 'relative.csv'", "FROM 'http://localhost:1/x.csv'", "FROM 's3://bucket/x.parquet'",
    "FROM read_parquet('/etc/hosts')", "FROM read_json('/etc/hosts')", "FROM parquet_schema('/etc/hosts')",
  ])
  func otherWaysOutAreRefused(query: String) async throws {
    let house = try House()
    let engine = try InstalledDuckDB.engine(root: house.root)
    #expect(await engineError { try await engine.rows(of: query) }?.kind == .permission)
    #expect(await engineError { try await engine.columns(of: query) }?.kind == .permission)
  }

  @Test func theFormOfAFileDecidesNothing() async throws {
    let house = try House()
    let engine = try InstalledDuckDB.engine(root: house.root)
    // A name that DuckDB does not take for a file is a table that does not exist.
    #expect(await engineError { try await engine.rows(of: "FROM '/etc/hosts'") }?.kind == .binding)
  }

  @Test(arguments: [
    "COPY (SELECT 1) TO 'ROOT/out.csv'", "CREATE TABLE t(i INT)", "CREATE VIEW v AS SELECT 1",
    "INSERT INTO t VALUES (1)",
    "ATTACH 'ROOT/x.duckdb'", "SET threads = 1", "RESET threads", "SET enable_external_access = true",
    "INSTALL httpfs", "LOAD httpfs", "EXPLAIN SELECT 1", "CALL pragma_version()", "EXPORT DATABASE 'ROOT/out'",
    "BEGIN", "CHECKPOINT", "PREPARE p AS SELECT 1", "USE memory", "PRAGMA version",
    "-- SELECT\nEXPORT DATABASE 'ROOT/out'",
    "/* /* */ SELECT */ EXPORT DATABASE 'ROOT/out'", "SELECT 1; EXPORT DATABASE 'ROOT/out'",
    "WITH a AS (COPY (SELECT 1) TO 'ROOT/out.csv') FROM a", "(WITH a AS (COPY (SELECT 1) TO 'ROOT/out.csv') FROM a)",
    "WITH a AS MATERIALIZED (/**/ COPY (SELECT 1) TO 'ROOT/out.csv') SELECT 1",
    "SELECT '\u{301}' UNION ALL (WITH a AS (COPY (SELECT 1) TO 'ROOT/out.csv') SELECT 'x' FROM a)",
    "WITH a AS (INSERT INTO t VALUES (1) RETURNING *) FROM a", "WITH a AS (DELETE FROM t RETURNING *) FROM a",
    "WITH a AS (UPDATE t SET i = 1 RETURNING *) FROM a",
  ])
  func anythingButASelectIsRefused(statement: String) async throws {
    let house = try House()
    let engine = try InstalledDuckDB.engine(root: house.root)
    let query = statement.replacing("ROOT", with: house.root)
    let error = await engineError { try await engine.rows(of: query) }
    // Before DuckDB 2.0 a WITH clause could only read, so the parser refuses the others.
    let isSyntaxError = statement.contains("WITH a") && InstalledDuckDB.library?.version.hasPrefix("1.") == true
    #expect(isSyntaxError ? error?.kind == .syntax : error == EngineError(.invalidInput, "only a SELECT may run"))
    #expect(await engineError { try await engine.columns(of: query) } == error)
    #expect(try FileManager.default.contentsOfDirectory(atPath: house.root).sorted() == ["a.csv", "link.csv"])
  }

  /// A quote with a combining accent is one character to Swift, and a quote to SQL.
  @Test func aQuoteWithAnAccentEndsALiteral() async throws {
    #expect("a'b'\u{301}".sqlLiteral.utf8.elementsEqual("'a''b''\u{301}'".utf8))
    let engine = try InstalledDuckDB.engine()
    #expect(
      try await engine.rows(of: "SELECT '\u{301}COPY_QUERY_NODE \"type\":\"COPY_QUERY_NODE\"' AS x").rowCount == 1)
  }

  @Test(arguments: [
    "SELECT 1 AS x", "WITH a AS (SELECT 1 AS x) FROM a", "FROM (VALUES (1)) t(x)", "(SELECT 1 AS x)",
    "-- why\nSELECT 1 AS x;",
    "SELECT 1 AS x UNION SELECT 1",
    "WITH RECURSIVE a AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM a WHERE x < 1) FROM a",
    "WITH a AS MATERIALIZED (SELECT 1 AS x) SELECT a.x FROM a, a b ORDER BY ALL LIMIT 1",
  ])
  func everyFormOfSelectRuns(query: String) async throws {
    #expect(try await InstalledDuckDB.engine().rows(of: query)["x"] == .integer([1]))
  }

  @Test func theWholeDiskCanBeTheRoot() async throws {
    let house = try House()
    let engine = try InstalledDuckDB.engine(root: "/")
    #expect(try await engine.rows(of: "FROM '\(house.outside)'")["id"] == .integer([2]))
  }

  @Test func twoStatementsAreRefused() async throws {
    let engine = try InstalledDuckDB.engine()
    #expect(
      await engineError { try await engine.rows(of: "SELECT 1; SELECT 2") }
        == EngineError(.invalidInput, "Cannot prepare multiple statements at once!"))
    #expect(try await engine.rows(of: "SELECT 1 AS a;")["a"] == .integer([1]))
  }

  @Test func theSettingsAreTheOnesOfTheLock() async throws {
    let engine = try InstalledDuckDB.engine(threads: 3, memoryLimit: "2 GiB")
    let table = try await engine.rows(
      of: """
        SELECT name, value FROM duckdb_settings() WHERE name IN ('threads', 'memory_limit', 'TimeZone',
          'lock_configuration', 'enable_external_access', 'preserve_insertion_order', 'autoload_known_extensions',
          'autoinstall_known_extensions', 'allow_community_extensions', 'allow_persistent_secrets') ORDER BY lower(name)
        """)
    #expect(
      table["value"] == .text(["false", "false", "false", "false", "false", "true", "2.0 GiB", "true", "3", "UTC"]))
  }

  @Test func aRootThatDoesNotExistIsAnError() {
    #expect(throws: EngineError(.io, "the data root /nonexistent cannot be used: No such file or directory")) {
      try InstalledDuckDB.engine(root: "/nonexistent")
    }
  }

  @Test func aRootThatIsAFileIsAnError() throws {
    let file = try House().folder
    let path = try file.write("", to: "file")
    #expect(throws: EngineError(.io, "the data root \(path) cannot be used: Not a directory")) {
      try InstalledDuckDB.engine(root: path)
    }
  }

  @Test func aTemporaryFolderThatCannotBeMadeIsAnError() throws {
    let configuration = try EngineConfiguration(dataRoot: "/", temporaryDirectory: "/nonexistent")
    #expect(throws: EngineError(.io, "cannot create a temporary folder in /nonexistent: No such file or directory")) {
      try DuckDBEngine.open(configuration: configuration, library: #require(InstalledDuckDB.library))
    }
  }
}
