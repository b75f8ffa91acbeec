internal import SummarySQL

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
    let intake = try await SpecIntake(path: specPath, dataRoot: dataRoot)
    let transcript = Transcript()
    _ = try await analyze(intake, by: PrintingReader(engine: try intake.open(), transcript: transcript))
    return transcript.statements
  }
}
