import TestSupport

extension ExampleGroup {
  /// Numbers and flags as people write them, without a word on how and with one.
  static let writtenNumbers = ExampleGroup("written-numbers.txt") {
    let mean = #"{ "name": "sale", "type": "mean", "column": "sold" }"#
    func texts(_ name: String, _ texts: [String], _ numbers: String? = nil, metric: String = mean) -> Example {
      Example(
        name, rows(count: 80) { "\($0),\(old($0)),\"\($0 % 8 < texts.count ? texts[$0 % 8] : "\($0 % 9)")\"" },
        SmallSpec {
          $0.metrics = "[\(metric)]"
          $0.data += numbers.map { #", "numbers": \#($0)"# } ?? ""
        })
    }
    let flag = #"{ "name": "sale", "type": "proportion", "column": "sold" }"#
    return [
      texts("thousands", ["1,234.50", "2,000", "1,234.50"]),
      texts("thousands, said", ["1,234.50", "2,000", "1,234.50"], #"{ "thousands": "," }"#),
      texts("points and commas", ["1.234,50", "2.000,00", "12,5"]),
      texts("points and commas, said", ["1.234,50", "2.000,00", "12,5"], #"{ "decimal": ",", "thousands": "." }"#),
      texts("points under decimal commas", ["1.5", "2.25"], #"{ "decimal": "," }"#),
      texts("points under decimal commas and points", ["1.5", "2,250.5"], #"{ "decimal": ",", "thousands": "." }"#),
      texts("currencies under decimal commas", ["1,5 €", "2,25 €"], #"{ "decimal": "," }"#),
      texts("blanks that are not ASCII", ["\u{A0}12", "7\u{202F}"]),
      texts("blanks that are not ASCII between thousands", ["\u{A0}1\u{A0}234", "7"]),
      Example(
        "two formats of one column", rows(count: 80) { "\($0),\(old($0)),\"\($0 % 8 == 0 ? "1 250" : "1,250.5")\"" },
        SmallSpec {
          $0.metrics = "[\(mean)]"
          $0.data += #", "columns": { "sold": { "numbers": { "thousands": "," } } }"#
        }),
      texts("points that may be either, in euros", ["12.500 €", "13.500 €"]),
      texts("points that may be either, under decimal commas", ["12.500", "900"], #"{ "decimal": "," }"#),
      texts(
        "a quantile of texts", ["1,800.0", "450.0"],
        metric: #"{ "name": "sale", "type": "quantile", "q": 0.5, "column": "sold" }"#),
      texts("words for nothing, one of them said", ["N/A", "-", "none"]),
      Example(
        "a text compared with a number",
        rows("plan", count: 80) { "\($0),\(old($0)),\($0 % 2),\($0 % 3 == 0 ? "free" : "pro")" },
        SmallSpec { $0.data += #", "where": "plan = 5""# }),
      texts("a comma that may be either", ["1,234"]),
      texts("groups that are none", ["1,23", "12,34,567"], #"{ "thousands": "," }"#),
      texts("currencies", ["$46.63", "12 €", "CHF 7"]),
      texts("currencies, said", ["$46.63", "12 €", "CHF 7"], #"{ "currency": true }"#),
      texts("percent", ["12.5%", "7 %"]),
      texts("parentheses", ["(12.50)", "(3)"]),
      texts("underscores", ["12_5"]),
      texts("everything at once", ["($1,234.50)", "12.5%"]),
      texts("words for nothing", ["N/A", "-", "none", "n/a"]),
      texts("two separators that are one", ["1"], #"{ "thousands": "." }"#),
      texts("an amount as a proportion", ["10.5", "46.63"], metric: flag),
      Example(
        "a secondary metric", rows("amount", count: 80) { "\($0),\(old($0)),\($0 % 2),\($0 % 10 == 0 ? "12_5" : "3")" },
        SmallSpec {
          $0.metrics = "[\(flag), { \"name\": \"amount\", \"type\": \"mean\", \"column\": \"amount\" }]"
        }),
      Example(
        "a secondary metric, one in two hundred",
        rows("amount", count: 400) { "\($0),\(old($0)),\($0 % 2),\($0 % 200 == 0 ? "12_5" : "3")" },
        SmallSpec {
          $0.metrics = "[\(flag), { \"name\": \"amount\", \"type\": \"mean\", \"column\": \"amount\" }]"
        }),
      Example("flags", rows(count: 80) { "\($0),\(old($0)),\(["Y", "n", "t", "F", "On", "off"][$0 % 6])" }),
      Example("a flag or a blank", rows(count: 80) { "\($0),\(old($0)),\($0 % 3 == 0 ? "1" : "")" }),
      Example(
        "a flag or a blank, said", rows(count: 80) { "\($0),\(old($0)),\($0 % 3 == 0 ? "1" : "")" },
        SmallSpec(metric: String(flag.dropLast()) + #", "missing": "zero" }"#)),
      Example(
        "left out by the spec", rows(count: 80) { "\($0),\(old($0)),\($0 % 20 < 2 ? "12_5" : "\($0 % 9)")" },
        SmallSpec {
          $0.metrics = "[\(mean)]"
          $0.data += #", "unreadable": "drop""#
        }),
      Example(
        "left out by the command line", rows(count: 80) { "\($0),\(old($0)),\($0 % 20 < 2 ? "12_5" : "\($0 % 9)")" },
        SmallSpec(metric: mean), ["analyze", "spec.json", "--allow-unreadable"]),
      Example(
        "a column of its own", rows(count: 80) { "\($0),\(old($0)),\"\($0 % 5),250.5\"" },
        SmallSpec {
          $0.metrics = "[\(mean)]"
          $0.data += #", "columns": { "sold": { "numbers": { "thousands": "," } } }"#
        }),
      Example(
        "a column that is not there", rows(count: 80) { "\($0),\(old($0)),\($0 % 5)" },
        SmallSpec { $0.data += #", "columns": { "price": { "numbers": { "thousands": "," } } }"# }),
      Example(
        "decimal in two places", rows(count: 80) { "\($0),\(old($0)),\($0 % 2)" },
        SmallSpec { $0.data += #", "decimal": ",", "numbers": { "currency": true }"# }),
      Example(
        "a column that is no object", rows(count: 80) { "\($0),\(old($0)),\($0 % 2)" },
        SmallSpec { $0.data += #", "columns": "sold""# }),
    ]
  }
}
