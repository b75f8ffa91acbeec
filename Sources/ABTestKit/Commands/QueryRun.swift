internal import Planning
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
    let intake = try await SpecIntake(path: specPath, dataRoot: dataRoot)
    let queries = try intake.open()
    let plan = try AnalysisPlan(
      intake.spec, parts: intake.sources.parts, schema: try await queries.schema(of: intake.sources))
    let scalings = try await queries.scalings(for: plan)
    return [
      ScalingQuery(plan).text(in: queries.dialect), SummaryQuery(plan, scalings: scalings).text(in: queries.dialect),
    ]
    .compactMap { $0 }
  }
}
