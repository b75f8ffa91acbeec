import ABTestKit
import ArgumentParser

struct QuickCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quick",
    abstract: "Compare variants from totals that you type, without data or a spec.",
    discussion: """
      The first variant is the control. Write successes/trials, such as 120/2400 156/2380, or mean±sd@n, such as \
      10.2±3.1@400 10.9±3.0@410; you can write +- instead of ±.
      """)

  @Argument(parsing: .allUnrecognized, help: "The variants, the control first; all in the same form.")
  var variants: [String] = []

  func validate() throws {
    do throws(QuickFault) { _ = try QuickRun(variants) } catch { throw ValidationError(error.description) }
  }

  func run() async throws {
    try await Console.reportingErrors { Console.output(Console.text(try QuickRun(variants))) }
  }
}
