import ABTestKit
import ArgumentParser

struct SQLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Print the queries that an analysis runs, word for word.")

  @Argument(help: "The experiment's spec, a JSON file.", completion: .file(extensions: ["json"]))
  var spec: String

  @Option(help: ArgumentHelp("The folder that contains the sources; their paths are relative to it.", valueName: "dir"))
  var dataRoot: String?

  func run() async throws {
    try await Console.reportingErrors {
      let queries = try await QueryRun(spec: spec, dataRoot: dataRoot)()
      Console.output(queries.map { $0 + ";\n" }.joined(separator: "\n"))
    }
  }
}
