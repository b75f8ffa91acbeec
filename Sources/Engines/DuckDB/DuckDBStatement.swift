internal import CDuckDB
internal import Tables

/// A prepared statement of type SELECT: parsed and bound, not yet run.
final class DuckDBStatement {
  private let connection: DuckDBConnection
  private var handle: duckdb_prepared_statement?

  private var functions: DuckDBFunctions { connection.functions }

  /// - Throws: ``EngineError/Kind/invalidInput`` for anything but a single SELECT, and what DuckDB finds wrong.
  /// - Precondition: the text has no NUL character, at which C would take it to end.
  init(_ query: String, on connection: DuckDBConnection) throws(EngineError) {
    self.connection = connection
    guard functions.prepare(connection.handle, query, &handle) == 0 else {
      throw DuckDBMessage(text: functions.prepareError(handle).map { String(cString: $0) } ?? "").error
    }
    guard functions.preparedStatementType(handle) == Self.selectType else {
      throw EngineError(.invalidInput, "only a SELECT may run")
    }
    try connection.checkInterrupt()
  }

  deinit { functions.destroyPrepare(&handle) }

  /// `DUCKDB_STATEMENT_TYPE_SELECT`.
  private static let selectType: UInt32 = 1

  var schema: TableSchema {
    let count = functions.preparedStatementColumnCount(handle)
    return TableSchema(
      fields: (0..<count).map { column in
        let name = functions.preparedStatementColumnName(handle, column)
        defer { functions.free(name) }
        var type = functions.preparedStatementColumnLogicalType(handle, column)
        defer { functions.destroyLogicalType(&type) }
        let number = functions.getTypeId(type)
        return TableSchema.Field(
          name: name.map { String(cString: $0) } ?? "",
          type: DuckDBType(rawValue: number)?.fieldType ?? .other("type \(number)"))
      })
  }

  /// Runs the query up to its first rows; the result streams the rest.
  func run() throws(EngineError) -> DuckDBResult {
    var pending: duckdb_pending_result?
    defer { functions.destroyPending(&pending) }
    guard functions.pendingPreparedStreaming(handle, &pending) == 0 else {
      throw DuckDBMessage(text: functions.pendingError(pending).map { String(cString: $0) } ?? "").error
    }
    try connection.checkInterrupt()
    let result = DuckDBResult(functions)
    guard functions.executePending(pending, result.pointer) == 0 else { throw result.error }
    return result
  }
}
