internal import Diagnostics
internal import Planning
internal import SummarySQL
internal import Tables

/// The columns of all files that a spec reads.
struct SourceSchemas {
  /// The columns of the assignments, or of the rows of units, events or counts.
  let schema: TableSchema
  /// The facts that metrics use, with theirs.
  let facts: [FactTable]
  /// The second tables.
  let joins: [JoinedTable]

  /// - Parameter looksAtAllRows: whether names that only later rows of JSON have are found, too.
  init(
    _ spec: ExperimentSpec, _ sources: ResolvedSources, looksAtAllRows: Bool = false, by reader: some Reader
  ) async throws {
    schema = try await Self.schema(of: sources, looksAtAllRows, by: reader)
    try await Self.checkTimezones(of: spec, by: reader)
    var tables: [FactTable] = []
    for (fact, files) in zip(spec.factsInUse, sources.facts) {
      tables.append(
        FactTable(fact: fact, parts: files.parts, schema: try await Self.schema(of: files, looksAtAllRows, by: reader)))
    }
    facts = tables
    var joined: [JoinedTable] = []
    for (join, files) in zip(spec.data.joins, sources.joins) {
      joined.append(
        JoinedTable(
          join, spec, parts: files.parts, schema: try await Self.schema(of: files, looksAtAllRows, by: reader)))
    }
    joins = joined
  }

  /// All files of one source must have the same columns.
  private static func schema(
    of sources: ResolvedSources, _ looksAtAllRows: Bool, by reader: some Reader
  ) async throws -> TableSchema {
    var first: TableSchema?
    for file in sources.files {
      let need = FileColumns(sources.table([file]), looksAtAllRows: looksAtAllRows)
      let own = try await Answers([need], by: reader)[need]
      guard let known = first else {
        first = own
        continue
      }
      // JSON lines name each value, so that files may leave keys out.
      if sources.format.namesValues {
        first = TableSchema(fields: known.fields + own.fields.filter { known[$0.name] == nil })
      } else if own != known {
        throw SchemaMismatch(own, file, known, sources.files[0]).diagnostics
      }
    }
    return first ?? TableSchema(fields: [])
  }

  /// Names of time zones are known to the engine alone.
  private static func checkTimezones(of spec: ExperimentSpec, by reader: some Reader) async throws {
    let named = [spec.data.timezone].compactMap(\.self) + spec.data.facts.compactMap(\.timezone)
    guard named.contains(where: { $0.value != "UTC" }) else { return }
    let known = try await Answers([ZoneNames()], by: reader)[ZoneNames()]
    let unknown = named.filter { !known.contains($0.value) }
    guard !unknown.isEmpty else { return }
    throw DiagnosticList(
      unknown.map { zone in
        let near = suggestion(for: zone.value, among: known.sorted()).map { "did you mean \(quoted($0))?" }
        return Diagnostic(
          code: .unknownTimezone, at: zone.place, "there is no time zone \(quoted(zone.value))",
          remedy: near ?? "write an IANA name such as \"Europe/Berlin\" or \"UTC\"")
      })
  }
}

extension NumericTexts {
  /// Of the covariates in text columns.
  init(_ spec: ExperimentSpec, _ parts: [PlannedSource.Part], _ columns: SourceSchemas) {
    let whole = spec.schema(of: columns.schema, columns.joins)
    self.init(
      PlannedSource(spec, parts: parts, schema: whole, joins: columns.joins),
      columns: PlannedSource.textCovariates(spec, whole))
  }
}

/// A file whose columns are not those of the first one.
private struct SchemaMismatch {
  let diagnostics: DiagnosticList

  /// - Precondition: the two differ.
  init(_ own: TableSchema, _ file: ResolvedSources.File, _ known: TableSchema, _ first: ResolvedSources.File) {
    func field(_ schema: TableSchema, _ index: Int) -> TableSchema.Field? {
      schema.fields.indices.contains(index) ? schema.fields[index] : nil
    }
    func name(_ field: TableSchema.Field?) -> String {
      field.map { "column \(quoted($0.name))" } ?? "no further column"
    }
    let pairs = (0..<max(own.fields.count, known.fields.count)).map { (field(own, $0), field(known, $0)) }
    guard let (mine, theirs) = pairs.first(where: { $0 != $1 }) else { preconditionFailure("the columns are the same") }
    let (found, expected) =
      mine?.name == theirs?.name ? ("\(name(mine)) with another type", name(theirs)) : (name(mine), name(theirs))
    diagnostics = DiagnosticList([
      Diagnostic(
        code: .differentSchema, at: file.place,
        "\(shortened(file.name)) has \(found) where \(shortened(first.name)) has \(expected)",
        remedy: "give all files the same columns in the same order, or name only files that belong together")
    ])
  }
}
