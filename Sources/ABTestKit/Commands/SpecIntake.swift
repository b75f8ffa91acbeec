internal import Diagnostics
internal import Engines
internal import Planning
internal import SummarySQL
internal import TextFiles

/// A spec that may be analyzed, with its bytes and the files that it reads.
struct SpecIntake {
  let spec: ExperimentSpec
  let bytes: [UInt8]
  private(set) var sources: ResolvedSources
  /// The only folder that is read.
  let root: String
  let warnings: [Diagnostic]

  /// - Throws: every fault of the spec, those that only its source reveals included; or what the world refused.
  init(path: String, dataRoot: String?, allowsUnreadable: Bool = false) async throws {
    bytes = try SpecFile.read(path)
    let parsed = ExperimentSpec.parse(bytes: bytes, file: path)
    guard var spec = parsed.spec else {
      throw DiagnosticList(parsed.diagnostics.diagnostics + (await Self.columnFaults(parsed.draft, path, dataRoot)))
    }
    if allowsUnreadable { spec.data.text.dropsUnreadable = true }
    let resolver = try SourceResolver(specPath: path, dataRoot: dataRoot)
    self.spec = spec
    root = resolver.root
    warnings = parsed.diagnostics.diagnostics
    do {
      sources = try resolver.resolve(spec)
    } catch let faults as DiagnosticList {
      throw DiagnosticList(warnings + faults.diagnostics)
    }
  }

  /// The embedded engine, locked to the root, with the files as it can read them.
  func opened(
    _ extent: TextFile.Extent, threads: Int? = nil, memory: String? = nil
  ) throws -> (intake: SpecIntake, reader: EngineReader) {
    let engine = try DuckDBEngine.opened(root: root, threads: threads, memory: memory)
    var intake = self
    intake.sources = try SourcePreparation(extent: extent, folder: engine.workFolder)(sources)
    return (intake, EngineReader(engine, spec, intake.sources, root: root))
  }

  /// What can still be said of a faulty spec's names; silent where its source cannot be looked at, for a spec that is
  /// wrong is reported whatever the world does.
  private static func columnFaults(_ draft: ExperimentSpec?, _ path: String, _ dataRoot: String?) async -> [Diagnostic]
  {
    guard let draft, let resolver = try? SourceResolver(specPath: path, dataRoot: dataRoot) else { return [] }
    do {
      let engine = try DuckDBEngine.opened(root: resolver.root)
      let sources = try SourcePreparation(extent: .head, folder: engine.workFolder)(resolver.resolve(draft))
      let reader = EngineReader(engine, draft, sources, root: resolver.root)
      let columns = try await SourceSchemas(draft, sources, by: reader)
      return AnalysisPlan.columnFaults(draft, schema: columns.schema, facts: columns.facts, joins: columns.joins)
    } catch let faults as DiagnosticList {
      return faults.diagnostics
    } catch {
      return []
    }
  }
}

extension EngineReader {
  /// The embedded engine, in its dialect.
  fileprivate init(_ engine: DuckDBEngine, _ spec: ExperimentSpec, _ sources: ResolvedSources, root: String) {
    self.init(
      engine: engine, dialect: DuckDBDialect(), faults: EngineFaults(spec: spec, sources: sources, root: root))
  }
}
