internal import CDuckDB
internal import Tables

/// Writes the rows of a table of ours into a temporary table of the engine.
struct DuckDBAppender {
  private let connection: DuckDBConnection
  private var handle: duckdb_appender?

  private var functions: DuckDBFunctions { connection.functions }

  /// - Throws: ``EngineError/Kind/invalidInput`` for a column of a type that is not written, and what DuckDB says.
  static func write(_ table: Table, as name: String, on connection: DuckDBConnection) throws(EngineError) {
    var columns: [String] = []
    for (column, values) in zip(table.names, table.columns) {
      guard let type = values.sqlType else {
        throw EngineError(.invalidInput, "the column \(column) of a temporary table has a type that cannot be written")
      }
      columns.append("\(column.sqlIdentifier) \(type)")
    }
    try connection.execute(
      "CREATE OR REPLACE TEMPORARY TABLE \(name.sqlIdentifier) (\(columns.joined(separator: ", ")))")
    var appender = DuckDBAppender(connection: connection)
    defer { _ = connection.functions.appenderDestroy(&appender.handle) }
    try appender.check(
      connection.functions.appenderCreateExt(connection.handle, "temp", "main", name, &appender.handle))
    for row in 0..<table.rowCount {
      for column in table.columns { try appender.check(appender.append(column, row)) }
      try appender.check(connection.functions.appenderEndRow(appender.handle))
    }
    try appender.check(connection.functions.appenderClose(appender.handle))
  }

  private init(connection: DuckDBConnection) { self.connection = connection }

  private func append(_ column: Column, _ row: Int) -> duckdb_state {
    switch column {
    case .integer(let values):
      values[row].map { functions.appendInt64(handle, $0) } ?? functions.appendNull(handle)
    case .real(let values):
      values[row].map { functions.appendDouble(handle, $0) } ?? functions.appendNull(handle)
    case .truth(let values):
      values[row].map { functions.appendInt64(handle, $0 ? 1 : 0) } ?? functions.appendNull(handle)
    // Refused before the first row.
    case .wideInteger, .text: Self.failure
    }
  }

  /// Any state but 0.
  private static let failure: duckdb_state = 1

  private func check(_ state: duckdb_state) throws(EngineError) {
    guard state != 0 else { return }
    var data = handle.flatMap { functions.appenderErrorData($0) }
    defer { functions.destroyErrorData(&data) }
    let message = data.flatMap { functions.errorDataMessage($0) }.map { String(cString: $0) }
    throw DuckDBMessage(text: message ?? "").error
  }
}

extension Column {
  /// nil for what no table of ours holds.
  fileprivate var sqlType: String? {
    switch self {
    case .truth, .integer: "BIGINT"
    case .real: "DOUBLE"
    case .wideInteger, .text: nil
    }
  }
}
