import TestSupport

extension ExampleGroup {
  /// Methods that need rows: randomization tests, few clusters, the bootstrap.
  static let rowMethods = ExampleGroup("row-methods.txt") {
    let header = "store,variant,sold,visits"
    func clusters(_ control: [(Int, Int)]) -> String {
      ([header] + FixtureTwo.totals(control)).map { $0 + "\n" }.joined()
    }
    let ratio = SmallSpec {
      $0.data = FixtureTwo.cluster
      $0.metrics = FixtureTwo.ratio
    }
    return [
      Example("ten clusters", clusters(FixtureTwo.control), ratio),
      Example("three clusters in a variant", clusters(Array(FixtureTwo.control.prefix(3))), ratio),
      Example(
        "a bootstrap and a randomization test", healthyData,
        SmallSpec {
          $0.metrics = """
            [{ "name": "sale", "type": "proportion", "column": "sold", "test": "bootstrap" },
              { "name": "again", "type": "mean", "column": "sold", "test": "randomization" }]
            """
          $0.rest = #", "inference": { "seed": 3, "replicates": 199 }"#
        }),
    ]
  }
}
