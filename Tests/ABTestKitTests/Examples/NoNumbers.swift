import TestSupport

extension ExampleGroup {
  /// Values that cannot be read, or cannot be squared.
  static let noNumbers = ExampleGroup("no-numbers.txt") {
    let mean = #"{ "name": "sale", "type": "mean", "column": "sold" }"#
    let ratio = #"{ "name": "sale", "type": "ratio", "numerator": "sold", "denominator": "orders" }"#
    return [
      Example(
        "infinite and NaN values",
        rows(count: 80) {
          "\($0),\(old($0)),\($0 == 7 ? "inf" : $0 == 8 ? "NaN" : $0 == 9 ? "-Infinity" : "\($0 % 9)")"
        },
        SmallSpec(metric: mean)),
      Example(
        "values beyond the largest double", rows(count: 80) { "\($0),\(old($0)),\($0 % 5 == 0 ? "1e400" : "3")" },
        SmallSpec(metric: mean)),
      Example(
        "a number column that holds text",
        rows(count: 80) { "\($0),\(old($0)),\($0 % 20 == 3 ? "n/a" : "\($0 % 9)")" },
        SmallSpec(metric: mean)),
      Example(
        "only text in a number column", rows(count: 80) { "\($0),\(old($0)),often" }, SmallSpec(metric: mean)),
      Example(
        "decimal commas", rows(count: 80) { "\($0),\(old($0)),\"\($0 % 9),5\"" }, SmallSpec(metric: mean)),
      Example("a proportion column with twos", rows(count: 80) { "\($0),\(old($0)),\($0 % 3)" }),
      Example(
        "words of another language", rows(count: 80) { "\($0),\(old($0)),\($0 % 3 == 0 ? "ja" : "nein")" }),
      Example(
        "words for yes and no",
        rows(count: 80) { "\($0),\(old($0)),\(["Yes", "no", "TRUE", "false", "1.0", "0"][$0 % 6])" }),
      Example(
        "values near 1e300", rows(count: 80) { "\($0),\(old($0)),\($0 % 9 + 1)e300" }, SmallSpec(metric: mean)),
      Example(
        "values at both ends of the range", rows(count: 80) { "\($0),\(old($0)),\($0 % 4 < 2 ? "-" : "")1.7e308" },
        SmallSpec(metric: mean)),
      Example(
        "values near 1e-310", rows(count: 80) { "\($0),\(old($0)),\($0 % 9 + 1)e-310" }, SmallSpec(metric: mean)),
      Example(
        "a ratio near 1e300", rows("orders", count: 80) { "\($0),\(old($0)),\($0 % 7 + 1)e300,\($0 % 3 + 1)e-300" },
        SmallSpec(metric: ratio)),
      Example(
        "missing more often in one variant",
        rows(count: 400) { "\($0),\(old($0)),\($0 % 10 == 1 ? "" : "\($0 % 9)")" }, SmallSpec(metric: mean)),
      Example(
        "missing equally often",
        rows(count: 400) { "\($0),\(old($0)),\($0 % 10 < 2 ? "" : "\($0 % 9)")" }, SmallSpec(metric: mean)),
    ]
  }
}
