public import Diagnostics
internal import Planning
internal import SummarySQL
internal import TextFiles

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

  /// Every fault of the spec at `path`; without an error an analysis would run.
  ///
  /// - Throws: `EnvironmentError` where the file or the engine cannot be used.
  public func callAsFunction(_ path: String) async throws -> DiagnosticList {
    guard usesData else { return ExperimentSpec.parse(bytes: try SpecFile.read(path), file: path).diagnostics }
    do {
      let (intake, engine) = try await SpecIntake(path: path, dataRoot: dataRoot).opened(.head)
      let plan = try await AnalysisPlan(intake, by: engine)
      _ = try await Answers(plan: plan, plan.needs, by: BindReader(engine: engine))
      return DiagnosticList(intake.warnings)
    } catch let faults as DiagnosticList {
      return faults
    }
  }
}
