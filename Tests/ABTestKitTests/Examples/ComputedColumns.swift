import TestSupport

extension ExampleGroup {
  /// Columns that a spec makes, and what can be wrong with them.
  static let computedColumns = ExampleGroup("computed-columns.txt") {
    let data =
      "user,variant,market,seen,sold\n"
      + (1...400).map { "\($0),\(old($0)),\($0 % 3),2026-03-\(10 + $0 % 9),\($0 % 5 == 0 ? 1 : 0)\n" }.joined()
    func example(_ name: String, segments: String, _ data: String, _ change: (inout SmallSpec) -> Void = { _ in })
      -> Example
    {
      Example(
        name, data,
        SmallSpec {
          $0.rest = ", \"segments\": \(segments)"
          change(&$0)
        })
    }
    return [
      example("a computed segment", segments: #"[{ "name": "weekend", "value": "weekday(seen) > 5" }]"#, data),
      example("a day as a segment", segments: #"[{ "name": "day", "value": "date(seen)" }]"#, data),
      example("an unknown column in it", segments: #"[{ "name": "m", "value": "month(sen)" }]"#, data),
      example("a name of the source", segments: #"[{ "name": "market", "value": "month(seen)" }]"#, data),
      example("no value", segments: #"[{ "name": "m" }]"#, data),
      example("no name", segments: #"[{ "value": "month(seen)" }]"#, data),
      example("a blank name", segments: #"[{ "name": " ", "value": "month(seen)" }]"#, data),
      example("a column and a value", segments: #"[{ "column": "market", "value": "month(seen)" }]"#, data),
      example("another way to read", segments: #"[{ "column": "market", "as": "text" }]"#, data),
      example(
        "one made of another",
        segments: #"[{ "name": "a", "value": "market + 1" }, { "name": "b", "value": "a + 1" }]"#, data),
      example("two of one name", segments: #"[{ "name": "a", "value": "market + 1" }]"#, data) {
        $0.rest += #", "strata": [{ "name": "a", "value": "market + 2" }]"#
      },
      example(
        "values that it cannot read", segments: #"[{ "name": "m", "value": "month(seen)" }]"#,
        data.replacing("2026-03-11", with: "yesterday")),
      example("zeros of both signs", segments: #"[{ "name": "m", "value": "round((market - 1) / 4)" }]"#, data),
      example("made of the outcome", segments: "[]", data) {
        $0.metrics =
          #"[{ "name": "m", "type": "mean", "column": "sold", "covariates": [{ "name": "c", "value": "sold + 1" }] }]"#
      },
    ]
  }
}
