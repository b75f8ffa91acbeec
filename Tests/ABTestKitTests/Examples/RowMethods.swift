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
      Example(
        "a bootstrap of five clusters", clusters(FixtureTwo.control),
        SmallSpec {
          $0.data = FixtureTwo.cluster
          $0.metrics = FixtureTwo.ratio.replacing(#""type": "ratio""#, with: #""type": "ratio", "test": "bootstrap""#)
        }),
      Example(
        "a pair with two units of one variant",
        rows("pair", count: 40) { "\($0),\($0 == 7 ? "old" : old($0)),\($0 * 37 % 23),p\(($0 + 1) / 2)" },
        SmallSpec {
          $0.data = #", "unit": "user", "attributes": ["pair"], "assignment": "matched-pairs""#
          $0.metrics = #"[{ "name": "tickets", "type": "mean", "column": "sold", "test": "randomization" }]"#
          $0.rest = #", "strata": ["pair"]"#
        }),
      Example(
        "ranks and the largest statistic", rows(count: 60) { "\($0),\(old($0)),\($0 * 37 % 23)" },
        SmallSpec {
          $0.metrics = """
            [{ "name": "tickets", "type": "mean", "column": "sold", "role": "primary" },
              { "name": "rate", "type": "count", "column": "sold", "role": "primary" },
              { "name": "rank", "type": "rank", "column": "sold", "margin": "10pp" }]
            """
          $0.rest = #", "inference": { "correction": "max-t", "replicates": 199 }"#
        }),
      Example(
        "ranks of one unit in a variant", rows(count: 40) { "\($0),\($0 == 1 ? "old" : "new"),\($0)" },
        SmallSpec(metric: #"{ "name": "rank", "type": "rank", "column": "sold" }"#)),
      Example(
        "ranks that do not overlap", rows(count: 40) { "\($0),\(old($0)),\(old($0) == "old" ? $0 : 100 + $0)" },
        SmallSpec(metric: #"{ "name": "rank", "type": "rank", "column": "sold" }"#)),
      Example(
        "ranks of equal values", rows(count: 40) { "\($0),\(old($0)),5" },
        SmallSpec(metric: #"{ "name": "rank", "type": "rank", "column": "sold" }"#)),
      Example(
        "ranks of sums of variants", rows(count: 90) { "\($0),\(["old", "new", "blue"][$0 % 3]),\($0 * 37 % 23)" },
        SmallSpec {
          $0.variants = #"[{ "name": "old", "control": true }, { "name": "new" }, { "name": "blue" }]"#
          $0.metrics = #"[{ "name": "rank", "type": "rank", "column": "sold" }]"#
          $0.rest = #", "contrasts": { "any change": { "old": -1, "new": 0.5, "blue": 0.5 } }"#
        }),
    ]
  }
}
