import TestSupport

extension ExampleGroup {
  /// Places that cannot take a report.
  static let outputs = ExampleGroup("outputs.txt") {
    return [
      Example("a folder where report.md should be", healthyData, SmallSpec(), ["analyze", "spec.json"]).also {
        try $0.makeFolder("report.md")
      },
      Example("a folder where results.json should be", healthyData, SmallSpec(), ["analyze", "spec.json"]).also {
        try $0.makeFolder("results.json")
      },
    ]
  }
}
