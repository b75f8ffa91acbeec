package import Tables

/// DuckDB inside this process: it reads the files below one directory and nothing else.
package actor DuckDBEngine: Engine {
  package nonisolated let identity: String
  private nonisolated let executor: QueueExecutor
  private nonisolated let connection: DuckDBConnection
  private nonisolated let dataRoot: String

  /// Opens an empty database and locks it down.
  ///
  /// - Throws: ``EngineError/Kind/io`` when the data root or the temporary folder is not usable, and what DuckDB says.
  package static func open(
    configuration: EngineConfiguration, library: DuckDBLibrary
  ) throws(EngineError) -> DuckDBEngine {
    DuckDBEngine(
      try DuckDBConnection(configuration: configuration, library: library), dataRoot: configuration.dataRoot)
  }

  private init(_ connection: DuckDBConnection, dataRoot: String) {
    self.connection = connection
    self.dataRoot = dataRoot
    identity = "DuckDB \(connection.database.library.version)"
    executor = QueueExecutor(label: "abtest.duckdb")
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package func columns(of query: String) async throws(EngineError) -> TableSchema {
    try await interruptible { connection throws(EngineError) in
      try connection.select(query).schema
    }
  }

  package func rows(of query: String) async throws(EngineError) -> Table {
    try await interruptible { connection throws(EngineError) in
      try connection.following(query) { () throws(EngineError) in try connection.table(query) }
    }
  }

  package func materialize(_ query: String, as name: String, withRows: Bool) async throws(EngineError) {
    try await interruptible { connection throws(EngineError) in
      try connection.following(query) { () throws(EngineError) in
        // Nothing but a single SELECT may become part of the statement.
        try connection.requireReading(query)
        let ending = withRows ? "" : " WITH NO DATA"
        try connection.execute("CREATE OR REPLACE TEMPORARY TABLE \(name.sqlIdentifier) AS \(query)\(ending)")
      }
    }
  }

  package func materialize(_ table: Table, as name: String) async throws(EngineError) {
    try await interruptible { connection throws(EngineError) in
      try DuckDBAppender.write(table, as: name, on: connection)
    }
  }

  package func fold<State: Sendable>(
    _ query: String, into state: State, _ add: @escaping @Sendable (inout State, Table) -> Void
  ) async throws(EngineError) -> State {
    try await interruptible { connection throws(EngineError) in
      try connection.following(query) { () throws(EngineError) in
        var state = state
        try connection.select(query).run().batches { add(&state, $0) }
        return state
      }
    }
  }

  /// A private folder that the engine can read, gone with it.
  package nonisolated var workFolder: String { connection.database.temporaryFolder.path }

  package nonisolated func interrupt() { connection.interrupt() }

  package nonisolated func progress() -> EngineProgress? { connection.progress() }

  /// Runs a blocking piece of work on the engine's own thread; cancelling the task interrupts DuckDB.
  private func interruptible<Answer: Sendable>(
    _ work: (DuckDBConnection) throws(EngineError) -> Answer
  ) async throws(EngineError) -> Answer {
    connection.beginQuery()
    // Naming `self` keeps the closure on the actor: without it, it would run in Swift's own pool.
    let outcome = await withTaskCancellationHandler {
      self.outcome(of: work)
    } onCancel: {
      connection.interrupt()
    }
    return try outcome.mapError(explained).get()
  }

  private func outcome<Answer>(
    of work: (DuckDBConnection) throws(EngineError) -> Answer
  ) -> Result<Answer, EngineError> {
    Result { () throws(EngineError) in
      try connection.checkInterrupt()
      return try work(connection)
    }
  }

  /// A refusal with what is allowed: DuckDB only says that file operations are disabled.
  private nonisolated func explained(_ error: EngineError) -> EngineError {
    guard error.kind == .permission else { return error }
    let rule = "Only files below \(dataRoot) can be read, by their absolute paths."
    return EngineError(.permission, error.summary, detail: error.detail.map { "\(rule)\n\($0)" } ?? rule)
  }
}
