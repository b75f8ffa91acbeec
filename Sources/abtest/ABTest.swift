import ABTestKit
import ArgumentParser

struct ABTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abtest",
    abstract: "Analyzes A/B experiments: data and a spec in, a verdict and reports out.",
    version: abtestVersion,
    subcommands: [AnalyzeCommand.self, CheckCommand.self, QuickCommand.self, SQLCommand.self])
}
