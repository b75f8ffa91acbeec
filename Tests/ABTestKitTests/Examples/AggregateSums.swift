import TestSupport

extension ExampleGroup {
  /// Means and ratios over rows of aggregates, rows with all variants, and what can be wrong with them.
  static let aggregateSums = ExampleGroup("aggregate-sums.txt") {
    var long = "day,variant,visitors,spent,squares\n"
    var wide = "day,a_n,a_x,b_n,b_x\n"
    for day in 1...8 {
      for (arm, name) in ["old", "new"].enumerated() {
        let spent = 40.5 + Double(day * (arm + 3) % 7)
        long += "2026-03-0\(day),\(name),\(900 + 10 * day + arm),\(spent),\(300 + day)\n"
      }
      wide += "2026-03-0\(day),\(900 + day),\(40 + day % 3),\(905 + day),\(47 + day % 4)\n"
    }
    let (byDay, ofBoth) = (long, wide)
    let columns =
      #"[{ "name": "old", "control": true, "columns": { "n": "a_n", "x": "a_x" } }, { "name": "new", "columns": { "n": "b_n", "x": "b_x" } }]"#
    let mean = #"{ "name": "spend", "type": "mean", "sum": "spent" }"#
    func example(
      _ name: String, _ metric: String, _ csv: String = byDay,
      data: String = #", "rows": "aggregates", "units": "visitors""#, variants: String? = nil
    ) -> Example {
      Example(
        name, csv,
        SmallSpec {
          $0.data = data
          $0.metrics = "[\(metric)]"
          if let variants { $0.variants = variants }
        })
    }
    let clicks = #"{ "name": "clicks", "type": "proportion", "successes": "x", "trials": "n" }"#
    return [
      example("a mean of sums", mean),
      example(
        "a ratio of sums", #"{ "name": "rate", "type": "ratio", "numerator": "spent", "denominator": "squares" }"#),
      example("sums and squares", #"{ "name": "spend", "type": "mean", "sum": "spent", "sum_squares": "squares" }"#),
      example("no number of units", mean, data: #", "rows": "aggregates""#),
      example("one row of each variant", mean, "day,variant,visitors,spent\n1,old,900,40\n2,new,910,44\n"),
      example("two days", mean, byDay.split(separator: "\n").prefix(5).joined(separator: "\n") + "\n"),
      example(
        "squares that cannot be", #"{ "name": "spend", "type": "mean", "sum": "spent", "sum_squares": "squares" }"#,
        "variant,visitors,spent,squares\nold,10,500,400\nnew,10,510,30000\n"),
      example(
        "squares below 0", #"{ "name": "spend", "type": "mean", "sum": "spent", "sum_squares": "squares" }"#,
        byDay.replacing(",303\n", with: ",-303\n")),
      example("a number of units that is none", mean, byDay.replacing(",911,", with: ",-4,")),
      example("a blank sum", mean, byDay.replacing(",40.5,", with: ",,").replacing(",41.5,", with: ",,")),
      example(
        "blank successes", clicks.replacing("\"x\"", with: "\"spent\"").replacing("\"n\"", with: "\"visitors\""),
        "day,variant,visitors,spent\n1,old,900,40\n1,new,910,44\n2,old,900,\n2,new,910,80\n"),
      example(
        "numbers of units that are none beside trials",
        clicks.replacing("\"x\"", with: "\"spent\"").replacing("\"n\"", with: "\"trials\""),
        "day,variant,visitors,spent,trials\n1,old,\"1,900\",40,1900\n1,new,-5,44,1910\n2,old,12.5,60,1900\n2,new,,80,1910\n"
      ),
      example(
        "two days named", mean, byDay.split(separator: "\n").prefix(5).joined(separator: "\n") + "\n",
        data: #", "rows": "aggregates", "units": "visitors", "pair": "day""#),
      example("a row of totals", mean, byDay + "Total,old,7560,356.5,2436\nTotal,new,7568,364.5,2436\n"),
      example("trials that are units", mean, data: #", "rows": "aggregates", "units": "visitors", "trials": "units""#),
      example("a cap", mean.replacing(" }", with: #", "cap": { "value": 5 } }"#)),
      example(
        "events beside sums", #"{ "name": "orders", "type": "mean", "fact": "orders", "aggregate": "count" }"#,
        data: #", "rows": "aggregates", "facts": { "orders": { "source": "orders.csv", "unit": "user" } }"#),
      example("a column beside it", mean.replacing(" }", with: #", "column": "spent" }"#)),
      example("squares alone", #"{ "name": "spend", "type": "mean", "sum_squares": "squares" }"#),
      example("sums of units", mean, data: #", "unit": "day""#),
      example("rows with all variants", clicks, ofBoth, data: #", "rows": "aggregates""#, variants: columns),
      example(
        "a column that one variant lacks", clicks, ofBoth, data: #", "rows": "aggregates""#,
        variants: columns.replacing(#""n": "b_n", "#, with: "")),
      example(
        "a column that is not there", clicks, ofBoth, data: #", "rows": "aggregates""#,
        variants: columns.replacing("b_x", with: "b_y")),
      example("columns of variants in rows of units", clicks, ofBoth, data: "", variants: columns),
      example(
        "labels beside columns", clicks, ofBoth, data: #", "rows": "aggregates""#,
        variants: columns.replacing(#""name": "new""#, with: #""name": "new", "values": ["b"]"#)),
      example(
        "a name of the source", clicks.replacing("\"n\"", with: "\"a_n\""), ofBoth, data: #", "rows": "aggregates""#,
        variants: columns.replacing("\"n\"", with: "\"a_n\"")),
    ]
  }
}
