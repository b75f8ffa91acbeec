package import Tables

/// An engine runs one SELECT at a time where the data is, and returns typed columns.
///
/// It reads and never writes what is not its own: anything but a single SELECT is refused with
/// ``EngineError/Kind/invalidInput``.
package protocol Engine: Sendable {
  /// The name and version of the database, for the report: `DuckDB 2.0.1`.
  var identity: String { get }

  /// The columns that a SELECT would return, found without running it.
  func columns(of query: String) async throws(EngineError) -> TableSchema

  /// The whole result of a SELECT.
  ///
  /// Cancelling the task stops the query, which then throws ``EngineError/Kind/interrupted``.
  func rows(of query: String) async throws(EngineError) -> Table

  /// Runs a SELECT and keeps its rows as a table of this engine, in place of an earlier one of the same name; later queries
  /// can read it. It is gone with the engine and touches no file of the user's.
  ///
  /// - Parameter withRows: false makes a table with the same columns and no rows, without running the query.
  func materialize(_ query: String, as name: String, withRows: Bool) async throws(EngineError)

  /// Keeps a table of ours under a name, as happens to the rows of a SELECT.
  ///
  /// - Parameter table: columns of integers, truth values or reals; truth values become 0 and 1.
  func materialize(_ table: Table, as name: String) async throws(EngineError)

  /// The rows of a SELECT in batches of some ten thousand, each taken into a state and then forgotten.
  ///
  /// Batches come one after the other in the order of the rows. Cancelling the task stops the query, as it does for `rows`.
  func fold<State: Sendable>(
    _ query: String, into state: State, _ add: @escaping @Sendable (inout State, Table) -> Void
  ) async throws(EngineError) -> State

  /// Stops the query that is running, if any; the engine is usable afterwards. Any thread may call this.
  func interrupt()

  /// How far the running query is; `nil` while nothing is known. Any thread may call this.
  ///
  /// The first call for a query may ask the planner, which takes some milliseconds.
  func progress() -> EngineProgress?
}

extension Engine {
  /// Gives a result in batches to whoever makes something of it, so that it need not be held as a whole.
  ///
  /// - Parameter add: takes the rows of a batch into the state; batches come in the order of the rows.
  package func fold<State: Sendable>(
    _ query: String, into state: State, _ add: @escaping @Sendable (inout State, Table) -> Void
  ) async throws(EngineError) -> State {
    var state = state
    add(&state, try await rows(of: query))
    return state
  }
}
