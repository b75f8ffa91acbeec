import Engines
import Synchronization
import Tables

/// Passes everything on, and writes down what it was sent.
final class RecordingEngine: Engine {
  private let engine: DuckDBEngine
  private let all = Mutex<[(text: String, isBound: Bool)]>([])

  init(_ engine: DuckDBEngine) { self.engine = engine }

  /// What was run, in its order.
  var sent: [String] { all.withLock { $0.filter { !$0.isBound }.map(\.text) } }
  /// The same, and queries of which only the columns were asked.
  var bound: [String] { all.withLock { $0.map(\.text) } }

  private func add(_ text: String, isBound: Bool = false) { all.withLock { $0.append((text, isBound)) } }

  var identity: String { engine.identity }
  func columns(of query: String) async throws(EngineError) -> TableSchema {
    add(query, isBound: true)
    return try await engine.columns(of: query)
  }
  func rows(of query: String) async throws(EngineError) -> Table {
    add(query)
    return try await engine.rows(of: query)
  }
  func materialize(_ query: String, as name: String, withRows: Bool) async throws(EngineError) {
    add("create or replace temporary table \(name) as\n\(query)")
    try await engine.materialize(query, as: name, withRows: withRows)
  }
  func materialize(_ table: Table, as name: String) async throws(EngineError) {
    add("-- \(name), \(table.rowCount) rows")
    try await engine.materialize(table, as: name)
  }
  func fold<State: Sendable>(
    _ query: String, into state: State, _ add: @escaping @Sendable (inout State, Table) -> Void
  ) async throws(EngineError) -> State {
    self.add(query)
    return try await engine.fold(query, into: state, add)
  }
  func interrupt() { engine.interrupt() }
  func progress() -> EngineProgress? { engine.progress() }
}
