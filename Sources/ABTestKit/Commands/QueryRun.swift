internal import SummarySQL
internal import TextFiles

/// The statements that an analysis of one spec runs, word for word and in their order.
public struct QueryRun: Sendable {
  private let specPath: String
  private let dataRoot: String?

  /// - Parameter dataRoot: the folder under which sources must lie; nil is the spec's folder.
  public init(spec specPath: String, dataRoot: String? = nil) {
    self.specPath = specPath
    self.dataRoot = dataRoot
  }

  /// The data is read as an analysis reads it, for what is asked next depends on what was found.
  ///
  /// - Throws: `DiagnosticList` or `EnvironmentError`.
  public func callAsFunction() async throws -> [String] {
    let (intake, engine) = try await SpecIntake(path: specPath, dataRoot: dataRoot).opened(.all)
    let transcript = Transcript()
    _ = try await analyze(intake, by: PrintingReader(engine: engine, transcript: transcript))
    // A converted file is gone with the engine; a person reads the original.
    return transcript.statements.map { intake.sources.replacingPaths(in: $0, with: \.original) }
  }
}
