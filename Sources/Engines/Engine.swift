package import Tables

/// An engine runs one SELECT at a time where the data is, and returns typed columns.
///
/// It reads and never writes: anything but a single SELECT is refused with ``EngineError/Kind/invalidInput``.
package protocol Engine: Sendable {
  /// The name and version of the database, for the report: `DuckDB 2.0.0`.
  var identity: String { get }

  /// The columns that a SELECT would return, found without running it.
  func columns(of query: String) async throws(EngineError) -> TableSchema

  /// The whole result of a SELECT.
  ///
  /// Cancelling the task stops the query, which then throws ``EngineError/Kind/interrupted``.
  func rows(of query: String) async throws(EngineError) -> Table

  /// Stops the query that is running, if any; the engine is usable afterwards. Any thread may call this.
  func interrupt()

  /// How far the running query is; `nil` while nothing is known. Any thread may call this.
  ///
  /// The first call for a query may ask the planner, which takes some milliseconds.
  func progress() -> EngineProgress?
}
