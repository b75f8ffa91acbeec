import TestSupport

extension ExampleGroup {
  /// Quantiles that say little, and why.
  static let quantiles = ExampleGroup("quantiles.txt") {
    func metric(_ q: Double, _ more: String = "") -> String {
      #"{ "name": "wait", "title": "waiting time", "type": "quantile", "q": \#(q), "column": "sold", "direction": "decrease"\#(more) }"#
    }
    func value(_ user: Int) -> Int { user * 7919 % 1009 }
    return [
      Example(
        "a median", rows(count: 400) { "\($0),\(old($0)),\(value($0))" },
        SmallSpec(metric: metric(0.5, #", "margin": "20%""#))),
      Example("a short tail", rows(count: 400) { "\($0),\(old($0)),\(value($0))" }, SmallSpec(metric: metric(0.9))),
      Example(
        "too short a tail", rows(count: 100) { "\($0),\(old($0)),\(value($0))" }, SmallSpec(metric: metric(0.99))),
      Example(
        "the median is a value of half the units",
        rows(count: 400) { "\($0),\(old($0)),\($0 % 16 < 9 ? 50 : value($0))" }, SmallSpec(metric: metric(0.5))),
      Example(
        "every unit has the same value", rows(count: 100) { "\($0),\(old($0)),5" }, SmallSpec(metric: metric(0.5))),
      Example("no units in control", rows(count: 100) { "\($0),new,\(value($0))" }, SmallSpec(metric: metric(0.5))),
      Example(
        "one unit in control", rows(count: 100) { "\($0),\($0 == 1 ? "old" : "new"),\(value($0))" },
        SmallSpec(metric: metric(0.5))),
      Example(
        "the control's median may be zero",
        rows(count: 400) { "\($0),\(old($0)),\($0 % 2 == 0 ? value($0) - 500 : value($0))" },
        SmallSpec(metric: metric(0.5))),
      Example(
        "nine clusters in control",
        rows("store", count: 400) { "\($0),\($0 % 19 < 9 ? "old" : "new"),\(value($0)),s\($0 % 19)" },
        SmallSpec {
          $0.data = #", "unit": "user", "cluster": "store""#
          $0.metrics = "[\(metric(0.5))]"
        }),
      Example(
        "rows of aggregates", "variant,sold\nold,5\nnew,6\n",
        SmallSpec {
          $0.data = #", "rows": "aggregates""#
          $0.metrics = "[\(metric(0.5))]"
        }),
    ]
  }
}
