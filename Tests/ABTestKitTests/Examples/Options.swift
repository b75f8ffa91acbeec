import TestSupport

extension ExampleGroup {
  /// Options and their values.
  static let options = ExampleGroup("options.txt") {
    func options(_ arguments: String...) -> Example {
      Example(
        arguments.joined(separator: " "), healthyData, SmallSpec(), ["analyze", "spec.json", "--quiet"] + arguments)
    }
    return [
      options(),
      options("--out", "reports"), options("--out", "no/such/place"), options("--out", "units.csv"),
      options("--format", "csv"), options("--format", "markdown,json"), options("--format", "csv, json"),
      options("--format", "html"), options("--format", "csv,pdf"), options("--format", ""),
      options("--fail-on", "regression"), options("--fail-on", "sometimes"),
      options("--fail-on", "mismatch,refused,warning,regression,inconclusive"),
      options("--threads", "0"), options("--threads", "-1"), options("--threads", "two"),
      options("--threads", "5000"),
      options("--threads", "2"),
      options("--memory", "nonsense"), options("--memory", "0GB"), options("--memory", "512MiB"),
      options("--memory", "1KB"),
      options("--data-root", "nowhere"), options("--data-root", "units.csv"), options("--data-root", "."),
      options("--colour"),
    ]
  }
}
