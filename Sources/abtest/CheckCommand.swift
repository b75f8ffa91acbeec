import ABTestKit
import ArgumentParser

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check experiment specs without reading their data.",
    discussion: """
      Errors are printed as file:line:column: error: message. Exit codes: 0 no errors; 1 errors; 2 environment error (files, \
      database); 64 bad command line.
      """)

  @Argument(help: "Specs, folders that contain specs, or patterns.", completion: .file(extensions: ["json"]))
  var paths: [String]

  @Option(help: ArgumentHelp("The folder that contains the sources; their paths are relative to it.", valueName: "dir"))
  var dataRoot: String?

  @Flag(name: .customLong("no-data"), help: "Check everything except the columns of the sources.")
  var withoutData = false

  @Flag(help: "Print only errors and warnings.")
  var quiet = false

  func run() async throws {
    try await Console.reportingErrors {
      let specs = try SpecSearch.specs(at: paths)
      let check = CheckRun(dataRoot: dataRoot, usesData: !withoutData)
      var errors = 0
      var faulty = 0
      for spec in specs {
        let faults = try await check(spec)
        if !faults.diagnostics.isEmpty { Console.output(faults.description + "\n") }
        errors += faults.diagnostics.count { $0.severity == .error }
        faulty += faults.hasErrors ? 1 : 0
      }
      if !quiet {
        let scope = withoutData ? ", columns not checked (--no-data)" : ""
        Console.output(
          errors == 0
            ? "\(count(specs.count, "spec")) checked, no errors\(scope)\n"
            : "\(count(specs.count, "spec")) checked, \(count(errors, "error")) in \(faulty)\(scope)\n")
      }
      if errors > 0 { throw ExitCode(1) }
    }
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
