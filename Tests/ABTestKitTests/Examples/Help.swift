import TestSupport

extension ExampleGroup {
  /// Help texts, and what a wrong command line is told.
  static let help = ExampleGroup("help.txt") {
    return [
      ["--help"], ["analyze", "--help"], ["check", "--help"], ["quick", "--help"], ["--version"], [], ["analyse"],
      ["analyze"], ["check"],
    ].map { arguments in
      Example("abtest " + arguments.joined(separator: " "), arguments) { _ in }
    }
  }
}
