internal import SummarySQL
internal import Synchronization
internal import Tables

/// Meets needs by an engine, and writes down every statement, for what comes later depends on what was found.
struct PrintingReader: StatementReader {
  let engine: EngineReader
  let transcript: Transcript

  var dialect: any SQLDialect { engine.dialect }

  func translated(_ fault: NeedFault) -> any Error { engine.translated(fault) }

  func describe(_ text: String) async throws -> TableSchema { try await engine.describe(text) }

  func select(_ selection: Selection, further: () -> Int) async throws -> Table? {
    transcript.add(selection.text)
    return try await engine.select(selection, further: further)
  }

  func materialize(_ rows: TemporaryTable, further: () -> Int) async throws {
    transcript.add(rows.statement)
    try await engine.materialize(rows, further: further)
  }

  func stream<Stream: RowStream>(
    _ selection: Selection, _ stream: Stream, further: () -> Int
  ) async throws -> Stream {
    transcript.add(selection.text)
    return try await engine.stream(selection, stream, further: further)
  }
}

/// The statements of a run, in their order.
final class Transcript: Sendable {
  private let all = Mutex<[String]>([])

  func add(_ statement: String) { all.withLock { $0.append(statement) } }

  var statements: [String] { all.withLock { $0 } }
}

extension TemporaryTable {
  /// The query as a statement; what comes from the program itself is named.
  fileprivate var statement: String {
    switch self {
    case .query(let query): "create or replace temporary table \(query.name) as\n\(query.select)"
    case .rows(let table, let name):
      "-- the table \(name) (\(table.names.joined(separator: ", "))) is computed from the counts above: \(table.rowCount) rows"
    }
  }
}
