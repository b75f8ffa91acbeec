internal import CArrow
internal import CDuckDB
internal import Tables

/// The result of a query, which may still be streaming.
final class DuckDBResult {
  let pointer: UnsafeMutablePointer<duckdb_result>
  private let functions: DuckDBFunctions

  /// An empty result, for a C function to fill.
  init(_ functions: DuckDBFunctions) {
    self.functions = functions
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: duckdb_result())
  }

  deinit {
    functions.destroyResult(pointer)
    pointer.deallocate()
  }

  /// Why the query failed.
  var error: EngineError {
    DuckDBMessage(text: functions.resultError(pointer).map { String(cString: $0) } ?? "").error
  }

  /// Fetches all rows.
  func table() throws(EngineError) -> Table {
    var whole: Table?
    try read(batch: .max) { whole = $0 }
    return whole ?? Table(names: [], columns: [])
  }

  /// Rows of a batch: enough to make its overhead vanish, few enough to be nothing in memory.
  private static let batchRows = 1 << 15

  /// Fetches all rows and gives them away in batches; no row, no batch.
  func batches(_ visit: (Table) -> Void) throws(EngineError) {
    try read(batch: Self.batchRows) { if $0.rowCount > 0 { visit($0) } }
  }

  /// - Parameter batch: rows after which a table is full; the last one may be empty.
  private func read(batch: Int, _ visit: (Table) -> Void) throws(EngineError) {
    var options = functions.resultGetArrowOptions(pointer)
    defer { functions.destroyArrowOptions(&options) }
    var schema = try arrowSchema(options)
    defer { schema.release?(&schema) }
    var reader = try ArrowTableReader(schema: schema)
    var rows = 0
    while true {
      var chunk = functions.fetchChunk(pointer.pointee)
      guard chunk != nil else { break }
      defer { functions.destroyDataChunk(&chunk) }
      var array = ArrowArray()
      try check(functions.dataChunkToArrow(options, chunk, &array))
      defer { array.release?(&array) }
      reader.append(array)
      rows += Int(array.length)
      guard rows >= batch else { continue }
      visit(reader.table())
      reader = try ArrowTableReader(schema: schema)
      rows = 0
    }
    // The stream also ends, without a word, when the query fails on the way.
    if let message = functions.resultError(pointer) {
      throw DuckDBMessage(text: String(cString: message)).error
    }
    visit(reader.table())
  }

  private func arrowSchema(_ options: duckdb_arrow_options?) throws(EngineError) -> ArrowSchema {
    let count = functions.columnCount(pointer)
    var types = (0..<count).map { functions.columnLogicalType(pointer, $0) }
    defer {
      for index in types.indices { functions.destroyLogicalType(&types[index]) }
    }
    // The names belong to the result.
    var names = (0..<count).map { functions.columnName(pointer, $0) }
    for (type, name) in zip(types, names) where functions.getTypeId(type) == DuckDBType.unsignedHugeInt.rawValue {
      // It would arrive as a signed number of the same bits.
      throw EngineError(
        .conversion, "the column \"\(name.map { String(cString: $0) } ?? "")\" has a type that cannot be read",
        detail: "It is a UHUGEINT. Cast it in the query, for instance to HUGEINT.")
    }
    var schema = ArrowSchema()
    try check(functions.toArrowSchema(options, &types, &names, count, &schema))
    return schema
  }

  /// Throws the error that an Arrow conversion gave, if it gave one.
  private func check(_ data: duckdb_error_data?) throws(EngineError) {
    var data = data
    defer { functions.destroyErrorData(&data) }
    if data != nil, functions.errorDataHasError(data) {
      throw DuckDBMessage(text: functions.errorDataMessage(data).map { String(cString: $0) } ?? "").error
    }
  }
}
