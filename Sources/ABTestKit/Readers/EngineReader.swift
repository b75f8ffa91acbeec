internal import Engines
internal import SummarySQL
internal import Tables

/// Meets needs by an engine.
struct EngineReader: StatementReader {
  let engine: any Engine
  let dialect: any SQLDialect
  let faults: EngineFaults
  /// Where the passes over the sources are shown, if anyone looks.
  var gauge: ProgressGauge?

  func translated(_ fault: NeedFault) -> any Error { faults.translated(fault) }

  func describe(_ text: String) async throws -> TableSchema {
    do throws(EngineError) { return try await engine.columns(of: text) } catch { throw faults.translated(error) }
  }

  func select(_ selection: Selection, further: () -> Int) async throws -> Table? {
    begin(selection.scan, further)
    do throws(EngineError) { return try await engine.rows(of: selection.text) } catch { throw faults.translated(error) }
  }

  func materialize(_ rows: TemporaryTable, further: () -> Int) async throws {
    begin(rows.scan, further)
    do throws(EngineError) {
      switch rows {
      case .query(let query): try await engine.materialize(query.select, as: query.name, withRows: true)
      case .rows(let table, let name): try await engine.materialize(table, as: name)
      }
    } catch {
      throw faults.translated(error)
    }
  }

  /// Keeps the columns of rows that are not read.
  func materializeColumns(of rows: TemporaryTable) async throws {
    do throws(EngineError) {
      switch rows {
      case .query(let query): try await engine.materialize(query.select, as: query.name, withRows: false)
      case .rows(let table, let name): try await engine.materialize(table, as: name)
      }
    } catch {
      throw faults.translated(error)
    }
  }

  func stream<Stream: RowStream>(
    _ selection: Selection, _ stream: Stream, further: () -> Int
  ) async throws -> Stream {
    begin(selection.scan, further)
    let start: (stream: Stream, fault: MalformedResult?) = (stream, nil)
    let end: (stream: Stream, fault: MalformedResult?)
    do throws(EngineError) {
      end = try await engine.fold(selection.text, into: start) { progress, table in
        guard progress.fault == nil else { return }
        do throws(MalformedResult) {
          try progress.stream.take(table)
        } catch {
          progress.fault = error
        }
      }
    } catch {
      throw faults.translated(error)
    }
    if let fault = end.fault { throw fault }
    return end.stream
  }

  private func begin(_ scan: Scan?, _ further: () -> Int) {
    guard let gauge, let scan else { return }
    gauge.begin(sourceScan(scan), further: further())
  }

  private func sourceScan(_ scan: Scan) -> SourceScan {
    let sources = faults.sources
    switch scan {
    case .units(let groups): return SourceScan(engine: engine, sources, endsWithReading: !groups)
    case .events(let fact):
      return SourceScan(engine: engine, fact.map { sources.facts[$0] } ?? sources, endsWithReading: false)
    }
  }
}
