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

  /// The look at the first rows, if any number needs one; the proof that units are unique, where they are named; and the pass
  /// over the source with what these gave.
  ///
  /// - Throws: `DiagnosticList` or `WorldError`.
  public func callAsFunction() async throws -> [String] {
    let intake = try await SpecIntake(path: specPath, dataRoot: dataRoot)
    let queries = try intake.open()
    let schema = try await queries.schema(of: intake.sources)
    let numericTexts = try await queries.numericTexts(intake.spec, intake.sources.parts, schema)
    let plan = try AnalysisPlan(
      intake.spec, parts: intake.sources.parts, schema: schema, numericTexts: numericTexts)
    let scalings = try await queries.scalings(for: plan)
    let unitsAreUnique = try await queries.unitsAreUnique(in: plan)
    return [
      ScalingQuery(plan).text(in: queries.dialect), UniqueUnitsQuery(plan).text(in: queries.dialect),
      SummaryQuery(plan, scalings: scalings, unitsAreUnique: unitsAreUnique).text(in: queries.dialect),
    ].compactMap { $0 }
  }
}
