internal import Tables

extension DuckDBConnection {
  /// Prepares a query that reads and has no other effect.
  ///
  /// The type of a prepared statement comes too late and says too little: preparing EXPORT DATABASE already makes a
  /// folder, and a SELECT may hold a COPY that writes a file (`WITH a AS (COPY ... TO ...) ...`, new in DuckDB 2.0).
  /// So DuckDB's own parser is asked first what the text contains.
  func select(_ query: String) throws(EngineError) -> DuckDBStatement {
    guard try containsOnlyReadingNodes(query) else {
      throw EngineError(.invalidInput, "only a SELECT may run")
    }
    return try DuckDBStatement(query, on: self)
  }

  /// Fails where DuckDB was built without its JSON extension, on which the check of every query rests.
  func requireSyntaxTrees() throws(EngineError) {
    do throws(EngineError) {
      _ = try containsOnlyReadingNodes("SELECT 1")
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

  /// Whether every statement is a SELECT, also in its parts; a text that is no SQL counts as one, for preparing it says
  /// what is wrong and does nothing.
  private func containsOnlyReadingNodes(_ query: String) throws(EngineError) -> Bool {
    // A quote inside a string of the tree is escaped, so a text of the query never looks like a node.
    let tree = try DuckDBStatement(
      """
      SELECT tree->>'error_type' AS error,
        array_to_string(list_distinct(regexp_extract_all(tree::VARCHAR, '"type":"([A-Z_]*_NODE)"', 1)), ' ') AS nodes
      FROM (SELECT json_serialize_sql(\(query.sqlLiteral)) AS tree)
      """, on: self
    ).run().table()
    guard case .text(let errors)? = tree["error"], case .text(let nodes)? = tree["nodes"] else { return false }
    if let error = errors.first ?? nil { return error == "parser" }
    return Self.readingNodes.isSuperset(of: (nodes.first ?? nil)?.split(separator: " ") ?? [])
  }
}
