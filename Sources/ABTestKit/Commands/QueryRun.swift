internal import Engines
internal import Planning
internal import Specification
internal import SummarySQL

/// The queries that an analysis of one spec runs, word for word.
public struct QueryRun: Sendable {
  private let specPath: String
  private let dataRoot: String?

  /// - Parameter dataRoot: the folder under which sources must lie; nil is the spec's folder.
  public init(spec specPath: String, dataRoot: String? = nil) {
    self.specPath = specPath
    self.dataRoot = dataRoot
  }

  /// The look at the first rows, if any number needs one, and the pass over the source with the scales that it gives.
  ///
  /// - Throws: `DiagnosticList` or `WorldError`.
  public func callAsFunction() async throws -> [String] {
    let (parsed, diagnostics) = ExperimentSpec.parse(bytes: try SpecFile.read(specPath), file: specPath)
    guard let spec = parsed else { throw diagnostics }
    let resolver = try SourceResolver(specPath: specPath, dataRoot: dataRoot)
    let source = try resolver.resolve(spec.data)
    let dialect = DuckDBDialect()
    let queries = EngineQueries(
      engine: try DuckDBEngine.opened(root: resolver.root), dialect: dialect,
      faults: EngineFaults(spec: spec, root: resolver.root))
    let plan = try AnalysisPlan(spec, table: source, schema: try await queries.schema(of: source))
    let scalings = try await queries.scalings(for: plan)
    return [ScalingQuery(plan).text(in: dialect), SummaryQuery(plan, scalings: scalings).text(in: dialect)]
      .compactMap { $0 }
  }
}
