import ArgumentParser

@main
struct ABTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "abtest")
}
