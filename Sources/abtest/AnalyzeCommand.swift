import ABTestKit
import ArgumentParser

struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyze an experiment and write its reports.",
    discussion: """
      Exit codes: 0 reports written, whatever the result; 1 errors in the spec, or a --fail-on condition met; 2 environment \
      error (files, database, memory); 64 bad command line; 130 interrupted.
      """)

  @Argument(help: "The experiment's spec, a JSON file.", completion: .file(extensions: ["json"]))
  var spec: String

  @Option(help: ArgumentHelp("Write the reports to this folder instead of the spec's.", valueName: "dir"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Formats to write, separated by commas: \(ReportFormatName.allKeys.joined(separator: ", ")). Default: all.",
      valueName: "list"))
  var format: String?

  @Option(help: ArgumentHelp("The folder that contains the sources; their paths are relative to it.", valueName: "dir"))
  var dataRoot: String?

  @Option(
    help: ArgumentHelp(
      "Exit with 1 if any of these occurs: \(FailureCondition.allCases.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: ", ")).",
      valueName: "list"))
  var failOn: String?

  @Flag(help: "Leave out values that cannot be read, as \"unreadable\": \"drop\" in the spec does.")
  var allowUnreadable = false

  @Option(help: ArgumentHelp("Number of threads; never changes a result.", valueName: "count"))
  var threads: Int?

  @Option(help: ArgumentHelp("Memory limit of the engine, such as 4GB.", valueName: "size"))
  var memory: String?

  @Flag(help: "Print only errors.")
  var quiet = false

  private var formats: [ReportFormatName]? {
    get throws { try format.map { try words($0, "--format", ReportFormatName.allKeys, ReportFormatName.init) } }
  }

  private var failures: [FailureCondition] {
    get throws {
      try failOn.map {
        try words($0, "--fail-on", FailureCondition.allCases.map(\.rawValue), FailureCondition.init(rawValue:))
      } ?? []
    }
  }

  func validate() throws {
    _ = try formats
    _ = try failures
    if let fault = try options.fault { throw ValidationError(fault) }
  }

  private var options: AnalysisOptions {
    get throws {
      var options = AnalysisOptions()
      options.outputFolder = out
      options.formats = try formats
      options.dataRoot = dataRoot
      options.allowsUnreadable = allowUnreadable
      options.threads = threads
      options.memory = memory
      return options
    }
  }

  func run() async throws {
    let (options, failures) = (try options, try failures)
    try await Console.reportingErrors {
      let result = try await analysis(options)
      for warning in result.warnings { Console.error(warning.description) }
      if !quiet {
        Console.output(Console.text(result.report))
        for file in result.files { Console.output("wrote \(file)\n") }
      }
      if let hit = failures.first(where: { $0.occurs(in: result.report.analysis) }) {
        Console.error("failed on \(hit.rawValue)")
        throw ExitCode(1)
      }
    }
  }
}

extension AnalyzeCommand {
  /// The long part: it can be interrupted, and shows how far it is.
  private func analysis(_ options: AnalysisOptions) async throws -> AnalysisResult {
    let (cancellation, gauge) = (Cancellation(), ProgressGauge())
    let display = quiet ? nil : ProgressDisplay(gauge)
    defer { display?.stop() }
    let watch = InterruptWatch(cancellation, clearing: display?.erasure)
    defer { watch.stop() }
    return try await AnalysisRun(spec: spec, options: options, cancellation: cancellation, gauge: gauge)()
  }
}

/// The words of a comma list; one that is not known is a fault of the command line.
private func words<Value>(
  _ list: String, _ option: String, _ known: [String], _ value: (String) -> Value?
) throws -> [Value] {
  try list.split(separator: ",", omittingEmptySubsequences: false).map { word in
    let name = word.filter { $0 != " " }
    guard let value = value(name) else {
      throw ValidationError("unknown value '\(name)' for \(option); the values are \(known.joined(separator: ", "))")
    }
    return value
  }
}
