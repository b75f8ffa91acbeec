internal import CDuckDB
internal import Synchronization

/// A connection, which runs one statement at a time.
///
/// `@unchecked`, because the handle is a C pointer: only the engine's actor runs statements, and DuckDB allows
/// `duckdb_interrupt` and `duckdb_query_progress` from any thread while the connection is open.
final class DuckDBConnection: @unchecked Sendable {
  let database: DuckDBDatabase
  let handle: duckdb_connection
  private let isInterruptRequested = Atomic(false)
  /// The query that ``progress()`` is about.
  let followed = Mutex<DuckDBFollowedQuery?>(nil)

  var functions: DuckDBFunctions { database.library.functions }

  init(_ database: DuckDBDatabase) throws(EngineError) {
    var handle: duckdb_connection?
    guard database.library.functions.connect(database.handle, &handle) == 0, let handle else {
      throw EngineError(.memory, "DuckDB cannot open a connection")
    }
    self.database = database
    self.handle = handle
  }

  deinit {
    var handle: duckdb_connection? = handle
    functions.disconnect(&handle)
  }

  /// Runs a statement of our own, such as SET, for its effect.
  func execute(_ statement: String) throws(EngineError) { _ = try run(statement) }

  /// Runs a statement to its end; its rows are in memory.
  func run(_ statement: String) throws(EngineError) -> DuckDBResult {
    let result = DuckDBResult(functions)
    guard functions.query(handle, statement, result.pointer) == 0 else { throw result.error }
    return result
  }

  func interrupt() {
    isInterruptRequested.store(true, ordering: .sequentiallyConsistent)
    functions.interrupt(handle)
  }

  /// Forgets an interrupt that was meant for an earlier query.
  func beginQuery() { isInterruptRequested.store(false, ordering: .sequentiallyConsistent) }

  /// Throws when the query should stop.
  ///
  /// DuckDB forgets an interrupt that comes between two steps of a query, so this is asked after each.
  func checkInterrupt() throws(EngineError) {
    if isInterruptRequested.load(ordering: .sequentiallyConsistent) || Task.isCancelled {
      throw .queryInterrupted
    }
  }
}
