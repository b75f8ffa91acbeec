public import Diagnostics
internal import Engines
internal import Planning
internal import Specification
internal import SummarySQL

/// The check of one spec: the same parser, planner and queries as an analysis, bound against the source without reading it.
public struct CheckRun: Sendable {
  /// The folder under which sources must lie; nil is each spec's folder.
  public let dataRoot: String?
  /// Whether columns are checked against the source.
  public let usesData: Bool

  public init(dataRoot: String? = nil, usesData: Bool = true) {
    self.dataRoot = dataRoot
    self.usesData = usesData
  }

  /// Every fault of the spec at `path`; empty means that an analysis would run.
  ///
  /// - Throws: `WorldError` where the file or the engine cannot be used.
  public func callAsFunction(_ path: String) async throws -> DiagnosticList {
    let bytes = try SpecFile.read(path)
    let (parsed, diagnostics) = ExperimentSpec.parse(bytes: bytes, file: path)
    guard let spec = parsed, usesData else { return diagnostics }
    do {
      let resolver = try SourceResolver(specPath: path, dataRoot: dataRoot)
      let source = try resolver.resolve(spec.data)
      let engine = try DuckDBEngine.opened(root: resolver.root)
      let queries = EngineQueries(
        engine: engine, dialect: DuckDBDialect(), faults: EngineFaults(spec: spec, root: resolver.root))
      let plan = try AnalysisPlan(spec, table: source, schema: try await queries.schema(of: source))
      try await queries.bind(plan)
      return diagnostics
    } catch let faults as DiagnosticList {
      return DiagnosticList(diagnostics.diagnostics + faults.diagnostics)
    }
  }
}
