import TestSupport

extension ExampleGroup {
  /// Values that say nothing about chance, or nothing about a lift.
  static let noInformation = ExampleGroup("no-information.txt") {
    let mean = #"{ "name": "sale", "type": "mean", "column": "sold" }"#
    let ratio = #"{ "name": "sale", "type": "ratio", "numerator": "sold", "denominator": "orders" }"#
    return [
      Example(
        "zero variance in both variants", rows(count: 40) { "\($0),\(old($0)),5" }, SmallSpec(metric: mean)),
      Example(
        "zero variance in one variant", rows(count: 80) { "\($0),\(old($0)),\($0 % 2 == 0 ? 5 : $0)" },
        SmallSpec(metric: mean)),
      Example("no conversion in either variant", rows(count: 80) { "\($0),\(old($0)),0" }),
      Example("no conversion in control", rows(count: 80) { "\($0),\(old($0)),\($0 % 8 == 1 ? 1 : 0)" }),
      Example("no conversion in the treatment", rows(count: 80) { "\($0),\(old($0)),\($0 % 8 == 0 ? 1 : 0)" }),
      Example("all converted", rows(count: 80) { "\($0),\(old($0)),1" }),
      Example(
        "all zeros in control", rows(count: 80) { "\($0),\(old($0)),\($0 % 2 == 0 ? 0 : $0)" },
        SmallSpec(metric: mean)),
      Example(
        "a denominator of zeros", rows("orders", count: 80) { "\($0),\(old($0)),\($0 % 7),0" },
        SmallSpec(metric: ratio)),
      Example(
        "a denominator around zero",
        rows("orders", count: 80) { "\($0),\(old($0)),\($0 % 7),\($0 % 4 < 2 ? -3 : 3)" },
        SmallSpec(metric: ratio)),
    ]
  }
}
