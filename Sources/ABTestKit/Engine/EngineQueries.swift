internal import Diagnostics
internal import Engines
internal import Planning
internal import Reporting
internal import Specification
internal import Statistics
internal import SummarySQL
internal import Tables

/// What an analysis asks of an engine, each as one call.
struct EngineQueries {
  let engine: any Engine
  let dialect: any SQLDialect
  let faults: EngineFaults

  /// The columns of a source, found without reading its rows.
  func schema(of source: TableSource) async throws -> TableSchema {
    switch SchemaQuery(source, in: dialect) {
    case .columns(let query):
      return try await columns(of: query)
    case .header(let query, let delimiter):
      let table = try await rows(of: query)
      guard case .text(let lines) = table.columns.first, let first = lines.first else { throw faults.emptySource }
      guard let line = first else { throw faults.blankHeader }
      let names = SchemaQuery.fields(ofHeader: line, delimiter: delimiter)
      return TableSchema(fields: names.map { TableSchema.Field(name: $0, type: .text) })
    }
  }

  /// Whether the generated queries fit the source, found without running them.
  func bind(_ plan: AnalysisPlan) async throws {
    let defaults = Dictionary(uniqueKeysWithValues: plan.terms.map { ($0, Scaling(center: 0, largest: 1)) })
    let texts = [ScalingQuery(plan).text(in: dialect), SummaryQuery(plan, scalings: defaults).text(in: dialect)]
    for text in texts.compactMap({ $0 }) {
      _ = try await columns(of: text)
    }
  }

  func scalings(for plan: AnalysisPlan) async throws -> [PlannedTerm: Scaling] {
    let query = ScalingQuery(plan)
    guard let text = query.text(in: dialect) else { return try query.decode(nil) }
    return try query.decode(try await rows(of: text))
  }

  /// One pass over the source; a second with better scales where those of the first did not suit its values.
  func summary(of plan: AnalysisPlan, _ scalings: [PlannedTerm: Scaling]) async throws -> ExperimentSummary {
    let query = SummaryQuery(plan, scalings: scalings)
    switch try await run(query) {
    case .summary(let summary): return summary
    case .rescaled(let better):
      guard case .summary(let summary) = try await run(SummaryQuery(plan, scalings: better)) else {
        throw WorldError("the source changed while it was read", remedy: "run the analysis again")
      }
      return summary
    }
  }

  private func run(_ query: SummaryQuery) async throws -> SummaryAnswer {
    let text = query.text(in: dialect)
    return try query.decode(try await rows(of: text))
  }

  /// The SHA-256 of a text or of a file, by the engine's own function.
  func fingerprint(_ subject: FingerprintSubject) async throws -> String {
    let text = dialect.fingerprint(subject)
    let table = try await rows(of: text)
    guard case .text(let hashes) = table.columns.first, let hash = hashes.first ?? nil else {
      throw MalformedResult(column: "fingerprint")
    }
    return hash
  }

  private func columns(of query: String) async throws -> TableSchema {
    do throws(EngineError) { return try await engine.columns(of: query) } catch { throw faults.translated(error) }
  }

  private func rows(of query: String) async throws -> Table {
    do throws(EngineError) { return try await engine.rows(of: query) } catch { throw faults.translated(error) }
  }
}
