public import Diagnostics
internal import Distributions
internal import Engines
public import Reporting
internal import SummarySQL
internal import TextFiles

/// What an analysis may use and where it writes; nothing here but `allowsUnreadable` changes a number.
public struct AnalysisOptions: Sendable {
  /// The folder for the reports; nil is the spec's folder.
  public var outputFolder: String?
  /// The words of `ReportFormatName`; nil is all.
  public var formats: [ReportFormatName]?
  /// The folder under which sources must lie; nil is the spec's folder.
  public var dataRoot: String?
  /// Whether values that cannot be read are left out, as with `"unreadable": "drop"` in the spec.
  public var allowsUnreadable = false
  /// The number of threads; nil is one per core.
  public var threads: Int?
  /// Such as `4GB`; nil is the engine's default.
  public var memory: String?

  public init() {}

  /// Why no machine could give these threads and this memory; nil when one could.
  public var fault: String? {
    do throws(EngineError) {
      _ = try EngineConfiguration(dataRoot: "/", threads: threads, memoryLimit: memory)
      return nil
    } catch {
      return error.summary
    }
  }
}

/// A finished run: the report, and the files that hold it.
public struct AnalysisResult: Sendable {
  public let report: Report
  /// What the spec was warned about; it was analyzed nevertheless.
  public let warnings: [Diagnostic]
  public let files: [String]
}

/// Runs one spec from its file to its reports.
public struct AnalysisRun: Sendable {
  private let specPath: String
  private let options: AnalysisOptions
  private let cancellation: Cancellation
  private let gauge: ProgressGauge?

  /// - Parameters:
  ///   - cancellation: stops the run from outside.
  ///   - gauge: shows how far the run is, at any time and from any thread.
  public init(
    spec specPath: String, options: AnalysisOptions = AnalysisOptions(), cancellation: Cancellation = .init(),
    gauge: ProgressGauge? = nil
  ) {
    self.specPath = specPath
    self.options = options
    self.cancellation = cancellation
    self.gauge = gauge
  }

  /// - Throws: `DiagnosticList`, `EnvironmentError` or `Interrupted`; then no report was written.
  public func callAsFunction() async throws -> AnalysisResult {
    let intake = try await SpecIntake(
      path: specPath, dataRoot: options.dataRoot, allowsUnreadable: options.allowsUnreadable)
    let formats = ReportFormats.all.filter { format in options.formats?.contains { $0.key == format.key } ?? true }
    let prefix = SpecFile.outputPrefix(specPath)
    let folder = options.outputFolder ?? FileSystem.folder(of: specPath)
    let names = formats.map { prefix + $0.fileName }
    try intake.sources.checkKept(writing: names, to: folder)
    let outputs = try OutputFiles(folder: folder, names: names)
    // The engine cleans up when nobody holds it any more.
    defer {
      cancellation.clear()
      gauge?.clear()
    }
    // A task stays cancelled, where an interrupt of the engine between two queries would be forgotten.
    let work = Task { try await measured(intake) }
    cancellation.onCancel { work.cancel() }

    let report = try await value(of: work)
    if cancellation.isCancelled { throw Interrupted() }
    let files = try outputs.commit(formats.map { $0.render(report) })
    return AnalysisResult(report: report, warnings: intake.warnings, files: files)
  }

  private func measured(_ intake: SpecIntake) async throws -> Report {
    var (intake, reader) = try intake.opened(.all, threads: options.threads, memory: options.memory)
    reader.gauge = gauge
    do {
      let analysis = try await analyze(intake, by: reader)
      let provenance = try await provenance(intake, reader)
      try intake.sources.checkUnchanged()
      return Report(analysis, provenance: provenance)
    } catch let fault as DiagnosticList {
      // What looks like a fault of the data may be the change.
      try intake.sources.checkUnchanged()
      throw fault
    }
  }

  private func value<Value>(of work: Task<Value, any Error>) async throws -> Value {
    do { return try await work.value } catch is CancellationError { throw Interrupted() }
  }

  private func provenance(_ intake: SpecIntake, _ reader: EngineReader) async throws -> Provenance {
    var sources: [Provenance.Source] = []
    var seen = Set<String>()
    for file in intake.sources.allFiles where seen.insert(file.original).inserted {
      let isRead = file.bytes <= FingerprintSubject.largestFile
      let hash = isRead ? try await fingerprint(.file(file.original), by: reader) : nil
      sources.append(Provenance.Source(name: file.name, bytes: file.bytes, sha256: hash))
    }
    return Provenance(
      toolVersion: abtestVersion, gslVersion: gslVersion, engine: reader.engine.identity,
      specSHA256: try await fingerprint(.text(String(decoding: intake.bytes, as: UTF8.self)), by: reader),
      sources: sources, seed: intake.spec.inference.seed)
  }

  private func fingerprint(_ subject: FingerprintSubject, by reader: some Reader) async throws -> String {
    let need = Fingerprint(subject)
    return try await Answers([need], by: reader)[need]
  }
}

extension DuckDBEngine {
  /// The embedded engine, locked to a root; what it cannot do is an error of the world.
  static func opened(root: String, threads: Int? = nil, memory: String? = nil) throws -> DuckDBEngine {
    do throws(EngineError) {
      return try open(
        configuration: EngineConfiguration(dataRoot: root, threads: threads, memoryLimit: memory),
        library: DuckDBLibrary.load())
    } catch {
      if error.kind == .memory {
        throw EnvironmentError(
          "the memory limit is too low for the engine to start", remedy: "raise it with --memory, such as --memory 1GB")
      }
      throw EnvironmentError(error.summary, remedy: error.detail)
    }
  }
}
