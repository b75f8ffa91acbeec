internal import Tables

extension DuckDBConnection {
  /// Prepares a query that reads and has no other effect.
  func select(_ query: String) throws(EngineError) -> DuckDBStatement {
    try requireReading(query)
    return try DuckDBStatement(query, on: self)
  }

  /// All rows of such a query. It is not prepared before, which would plan it twice: where there are few rows, planning takes longer
  /// than reading.
  func table(_ query: String) throws(EngineError) -> Table {
    try requireReading(query)
    return try run(query).table()
  }

  /// Fails unless a text is a single SELECT that reads and has no other effect.
  ///
  /// The type of a prepared statement comes too late and says too little: preparing EXPORT DATABASE already makes a
  /// folder, and a SELECT may hold a COPY that writes a file (`WITH a AS (COPY ... TO ...) ...`, new in DuckDB 2.0).
  /// So DuckDB's own parser is asked first what the text contains.
  func requireReading(_ query: String) throws(EngineError) {
    // C would see the text only up to here.
    guard !query.utf8.contains(0) else {
      throw EngineError(.invalidInput, "the query contains a NUL character")
    }
    switch try content(of: query) {
    case .reading: try checkInterrupt()
    case .notOne:
      // Preparing it says what is wrong, and does nothing.
      _ = try DuckDBStatement(query, on: self)
      throw EngineError(.invalidInput, "only a SELECT may run")
    case .other: throw EngineError(.invalidInput, "only a SELECT may run")
    }
  }

  /// Fails where DuckDB was built without its JSON extension, on which the check of every query rests.
  func requireSyntaxTrees() throws(EngineError) {
    do throws(EngineError) {
      _ = try content(of: "SELECT 1")
    } catch {
      // A database that has no room for a query says nothing about its extensions.
      if error.kind == .memory { throw error }
      throw EngineError(
        .libraryUnusable, "the library at \(database.library.path) does not have DuckDB's JSON extension",
        detail: error.message
      )
    }
  }

  /// The nodes of a syntax tree that read; INSERT, UPDATE, DELETE and COPY inside a query are others.
  private static let readingNodes: Set<Substring> = [
    "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE",
  ]

  private enum Content {
    /// A single SELECT, also in its parts.
    case reading
    /// No statement, several, or what is no SQL.
    case notOne
    case other
  }

  private func content(of query: String) throws(EngineError) -> Content {
    // A quote inside a string of the tree is escaped, so a text of the query never looks like a node.
    let tree = try run(
      """
      SELECT tree->>'error_type' AS error, json_array_length(tree->'statements')::BIGINT AS statements,
        array_to_string(list_distinct(regexp_extract_all(tree::VARCHAR, '"type":"([A-Z_]*_NODE)"', 1)), ' ') AS nodes
      FROM (SELECT json_serialize_sql(\(query.sqlLiteral)) AS tree)
      """
    ).table()
    guard case .text(let errors)? = tree["error"], case .text(let nodes)? = tree["nodes"],
      case .integer(let statements)? = tree["statements"]
    else { return .other }
    if let error = errors.first ?? nil { return error == "parser" ? .notOne : .other }
    let isReading = Self.readingNodes.isSuperset(of: (nodes.first ?? nil)?.split(separator: " ") ?? [])
    guard isReading else { return .other }
    return statements.first == .some(1) ? .reading : .notOne
  }
}
