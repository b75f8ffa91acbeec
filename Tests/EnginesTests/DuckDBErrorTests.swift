import Tables
import Testing

@testable import Engines

/// The errors that a query of a user can cause, in full.
@Suite(.enabled(if: InstalledDuckDB.library?.version == "2.0.1", "the texts are those of DuckDB 2.0.1"))
struct DuckDBErrorTests {
  @Test(arguments: [
    (
      "SELEC 1",
      EngineError(.syntax, "syntax error at or near \"SELEC\"", detail: "LINE 1: SELEC 1\n        ^^^^^")
    ),
    (
      "SELECT revenu FROM (SELECT 1 AS revenue)",
      EngineError(
        .binding, "Referenced column \"revenu\" not found in FROM clause!",
        detail: """
          Candidate bindings: "revenue"

          LINE 1: SELECT revenu FROM (SELECT 1 AS revenue)
                         ^^^^^^
          """)
    ),
    (
      "SELECT 'abc'::INTEGER AS i",
      EngineError(
        .conversion, "Could not convert string 'abc' to INT32",
        detail: "LINE 1: SELECT 'abc'::INTEGER AS i\n                    ^^^^^^^^^")
    ),
    (
      "SELECT 9223372036854775807 + i FROM range(5) t(i)",
      EngineError(.conversion, "Overflow in addition of INT64 (9223372036854775807 + 1)!")
    ),
    ("SELECT error('as the data says')", EngineError(.invalidInput, "as the data says")),
    ("", EngineError(.invalidInput, "No statement to prepare!")),
    ("-- only a comment", EngineError(.invalidInput, "No statement to prepare!")),
    ("SELECT 1\0, 2", EngineError(.invalidInput, "the query contains a NUL character")),
    ("SELECT $1", EngineError(.invalidInput, "Values were not provided for the following parameters: 1")),
  ])
  func aWrongQueryGivesDuckDBsWords(query: String, error: EngineError) async throws {
    let engine = try InstalledDuckDB.engine()
    #expect(await engineError { try await engine.rows(of: query) } == error)
    // Whatever happened, the next query runs.
    #expect(try await engine.rows(of: "SELECT 42 AS x")["x"] == .integer([42]))
  }

  @Test func anErrorInTheMiddleOfTheStreamIsAnError() async throws {
    let engine = try InstalledDuckDB.engine()
    let error = await engineError {
      try await engine.rows(of: "SELECT if(i = 900000, error('row 900000'), i) AS x FROM range(1000000) t(i)")
    }
    #expect(error == EngineError(.invalidInput, "row 900000"))
  }

  @Test func aMissingFileIsNamed() async throws {
    let folder = try ScratchFolder()
    let engine = try InstalledDuckDB.engine(root: folder.path)
    #expect(
      await engineError { try await engine.columns(of: "FROM '\(folder.path)/none.csv'") }
        == EngineError(.io, "No files found that match the pattern \"\(folder.path)/none.csv\""))
  }

  @Test func aFileThatIsNotWhatItsNameSaysIsAnError() async throws {
    let folder = try ScratchFolder()
    let file = try folder.write("id,x\n1,2\n", to: "x.parquet")
    let engine = try InstalledDuckDB.engine(root: folder.path)
    let error = await engineError { try await engine.columns(of: "FROM '\(file)'") }
    #expect(error?.kind == .invalidInput)
    #expect(error?.summary.contains(file) == true)
  }

  @Test func aCSVLineThatDoesNotFitIsAnErrorWithItsPlace() async throws {
    let folder = try ScratchFolder()
    let lines = (1...30_000).map { $0 == 29_000 ? "\($0),what" : "\($0),\($0)" }
    let file = try folder.write("id,x\n\(lines.joined(separator: "\n"))\n", to: "x.csv")
    let engine = try InstalledDuckDB.engine(root: folder.path)
    let error = await engineError { try await engine.rows(of: "SELECT sum(x) AS s FROM '\(file)'") }
    #expect(error?.kind == .conversion || error?.kind == .invalidInput)
    #expect(error?.summary == "CSV Error on Line: 29001")
    #expect(error?.detail?.contains("Original Line: 29000,what") == true)
  }

  @Test func tooLittleMemoryIsACleanError() async throws {
    let engine = try InstalledDuckDB.engine(memoryLimit: "64MB")
    let error = await engineError { try await engine.rows(of: "SELECT len(list(i)) AS n FROM range(100000000) t(i)") }
    #expect(error?.kind == .memory)
    #expect(error?.summary.hasPrefix("failed to allocate data of size ") == true)
    #expect(error?.detail == "Give the engine more memory, or fewer threads.")
    #expect(try await engine.rows(of: "SELECT 42 AS x")["x"] == .integer([42]))
  }
}
