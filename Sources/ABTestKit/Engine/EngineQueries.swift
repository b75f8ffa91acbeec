internal import Diagnostics
internal import Engines
internal import Inference
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
  /// Where the passes over the sources are shown, if anyone looks.
  var gauge: ProgressGauge?

  /// The columns of the sources, found without reading their rows; all files must have the same.
  func schema(of sources: ResolvedSources) async throws -> TableSchema {
    var first: TableSchema?
    for file in sources.files {
      let own = try await schema(of: file, in: sources)
      guard let known = first else {
        first = own
        continue
      }
      // JSON lines name each value, so that files may leave keys out.
      if sources.format == .jsonLines {
        first = TableSchema(fields: known.fields + own.fields.filter { known[$0.name] == nil })
      } else if own != known {
        throw mismatch(own, file, known, sources.files[0])
      }
    }
    return first ?? TableSchema(fields: [])
  }

  private func mismatch(
    _ own: TableSchema, _ file: ResolvedSources.File, _ known: TableSchema, _ first: ResolvedSources.File
  ) -> DiagnosticList {
    func name(_ field: TableSchema.Field?) -> String {
      field.map { "column \(quoted($0.name))" } ?? "no further column"
    }
    let pairs = (0..<max(own.fields.count, known.fields.count)).map { index in
      (
        own.fields.indices.contains(index) ? own.fields[index] : nil,
        known.fields.indices.contains(index) ? known.fields[index] : nil
      )
    }
    guard let (mine, theirs) = pairs.first(where: { $0 != $1 }) else { return DiagnosticList([]) }
    guard mine?.name != theirs?.name else {
      return faults.differentSchema(
        file, "\(name(mine)) of another type", first, "\(name(theirs))")
    }
    return faults.differentSchema(file, name(mine), first, name(theirs))
  }

  private func schema(of file: ResolvedSources.File, in sources: ResolvedSources) async throws -> TableSchema {
    switch SchemaQuery(sources.table([file]), in: dialect) {
    case .columns(let query):
      let schema = try await columns(of: query)
      guard sources.format.isText else { return schema }
      return TableSchema(fields: schema.fields.map { TableSchema.Field(name: $0.name, type: .text) })
    case .header(let query, let delimiter):
      let table = try await rows(of: query)
      guard case .text(let lines) = table.columns.first, let first = lines.first else { throw faults.emptySource(file) }
      guard let line = first else { throw faults.blankHeader(file) }
      let names = SchemaQuery.fields(ofHeader: line, delimiter: delimiter)
      return TableSchema(fields: names.map { TableSchema.Field(name: $0, type: .text) })
    }
  }

  /// Whether the generated queries fit the source, found without running them.
  func bind(_ plan: AnalysisPlan) async throws {
    for query in UnitTableQueries(plan)?.all(in: dialect) ?? [] { try await keep(query, withRows: false) }
    if let query = UnitTableQueries(plan)?.untriggered(in: dialect) { try await keep(query, withRows: false) }
    let numbers = plan.terms.filter(\.isMeasured)
    let defaults = Dictionary(uniqueKeysWithValues: numbers.map { ($0, Scaling(center: 0, largest: 1)) })
    let texts = [
      ScalingQuery(plan).text(in: dialect), UniqueUnitsQuery(plan).text(in: dialect),
      CapQuery(plan).text(in: dialect), SummaryQuery(plan, scalings: defaults).text(in: dialect),
      plan.quantiles.isEmpty ? nil : QuantileQuery(plan).text(in: dialect),
      plan.source.rows == .aggregates
        ? nil
        : RowsQuery(plan, scalings: defaults, unitsAreUnique: false, populations: plan.populations).text(in: dialect),
    ]
    let further =
      plan.survivals.map { SurvivalQuery(plan, $0).text(in: dialect) }
      + FunnelTimesQuery.all(plan).map { $0.text(in: dialect) }
      + plan.metrics.filter { $0.cell != nil }.map {
        SharedTotalsQuery(plan, $0, scalings: defaults).text(in: dialect)
      }
    for text in texts.compactMap({ $0 }) + further {
      _ = try await columns(of: text)
    }
  }

  /// The covariates in text columns that are numbers.
  func numericTexts(
    _ spec: ExperimentSpec, _ parts: [PlannedSource.Part], _ schema: TableSchema
  ) async throws -> Set<String> {
    let query = NumericTextsQuery(
      PlannedSource(spec, parts: parts, schema: schema), columns: PlannedSource.textCovariates(spec, schema))
    guard let text = query.text(in: dialect) else { return [] }
    return try query.decode(try await rows(of: text))
  }

  func scalings(for plan: AnalysisPlan) async throws -> [PlannedTerm: Scaling] {
    let query = ScalingQuery(plan)
    guard let text = query.text(in: dialect) else { return try query.decode(nil) }
    return try query.decode(try await rows(of: text))
  }

  /// Whether every row has a unit of its own, so that none need be grouped.
  func unitsAreUnique(in plan: AnalysisPlan) async throws -> Bool {
    let query = UniqueUnitsQuery(plan)
    guard let text = query.text(in: dialect) else { return false }
    gauge?.begin(scan(groups: true), further: 1)
    return try query.decode(try await rows(of: text))
  }

  /// The plan with the caps that are quantiles, for which the source is read once.
  func capped(_ plan: AnalysisPlan, unitsAreUnique: Bool) async throws -> AnalysisPlan {
    let query = CapQuery(plan, unitsAreUnique: unitsAreUnique)
    guard let text = query.text(in: dialect) else { return plan }
    gauge?.begin(scan(groups: true), further: 1)
    let caps = try query.decode(try await rows(of: text))
    if let fault = faults.emptyCaps(caps) { throw fault }
    return try plan.capped(at: caps)
  }

  /// One pass over the source; another with better scales where those of the first did not suit its values.
  func summary(
    of plan: AnalysisPlan, _ scalings: [PlannedTerm: Scaling], unitsAreUnique: Bool
  ) async throws -> (summary: ExperimentSummary, scalings: [PlannedTerm: Scaling]) {
    let raw = try await rawQuantiles(of: plan, unitsAreUnique: unitsAreUnique)
    let thresholds = QuantileEstimates.thresholds(raw)
    if let counting = UnitTableQueries(plan)?.counting(thresholds, in: dialect) { try await keep(counting) }
    let (summary, fitting) = try await plainSummary(
      of: plan, scalings, thresholds: thresholds, unitsAreUnique: unitsAreUnique, further: raw.isEmpty ? 0 : 1)
    return (try await reading(raw, into: summary, of: plan, unitsAreUnique: unitsAreUnique), fitting)
  }

  /// The summary without what is known of quantiles beside their shares, and the scales that suited its values.
  ///
  /// - Parameter further: passes that follow, for the progress.
  func plainSummary(
    of plan: AnalysisPlan, _ scalings: [PlannedTerm: Scaling], thresholds: [PlannedQuantile: [Double?]] = [:],
    unitsAreUnique: Bool, further: Int = 0
  ) async throws -> (summary: ExperimentSummary, scalings: [PlannedTerm: Scaling]) {
    var scalings = scalings
    for _ in 0..<Self.passes {
      gauge?.begin(scan(groups: plan.source.unit != nil && !unitsAreUnique), further: further)
      let query = SummaryQuery(plan, scalings: scalings, thresholds: thresholds, unitsAreUnique: unitsAreUnique)
      switch try await run(query) {
      case .summary(let summary): return (summary, scalings)
      case .rescaled(let better): scalings = better
      case .tooManyGroups: throw faults.tooManyGroups(plan.grouping)
      }
    }
    throw WorldError("the source changed while it was read", remedy: "run the analysis again")
  }

  /// A second pass knows the range of every value; totals of events may need a third, for their range shows only then.
  private static let passes = 4

  /// Keeps the rows of a query for later ones; without rows only its columns.
  func keep(_ query: KeptQuery, withRows: Bool = true) async throws {
    do throws(EngineError) {
      try await engine.keep(query.select, as: query.name, withRows: withRows)
    } catch {
      throw faults.translated(error)
    }
  }

  func scan(groups: Bool) -> SourceScan {
    SourceScan(
      engine: engine, files: faults.sources.files, isText: faults.sources.format.isText,
      endsWithReading: !groups)
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

  func rows(of query: String) async throws -> Table {
    do throws(EngineError) { return try await engine.rows(of: query) } catch { throw faults.translated(error) }
  }
}
