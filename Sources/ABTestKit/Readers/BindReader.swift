internal import SummarySQL
internal import Tables

/// Meets needs without reading a row: every query is bound against the sources, and what it would bring is assumed.
struct BindReader: StatementReader {
  let engine: EngineReader

  var dialect: any SQLDialect { engine.dialect }

  func translated(_ fault: NeedFault) -> any Error { engine.translated(fault) }

  func describe(_ text: String) async throws -> TableSchema { try await engine.describe(text) }

  func select(_ selection: Selection, further: () -> Int) async throws -> Table? {
    _ = try await engine.describe(selection.text)
    return nil
  }

  func materialize(_ rows: TemporaryTable, further: () -> Int) async throws {
    try await engine.materializeColumns(of: rows)
  }

  func stream<Stream: RowStream>(
    _ selection: Selection, _ stream: Stream, further: () -> Int
  ) async throws -> Stream {
    _ = try await engine.describe(selection.text)
    return stream
  }
}
