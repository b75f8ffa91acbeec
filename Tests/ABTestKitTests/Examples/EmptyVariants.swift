import TestSupport

extension ExampleGroup {
  /// Data that leaves a variant, or all of them, without units.
  static let emptyVariants = ExampleGroup("empty-variants.txt") {
    let mean = #"{ "name": "sale", "type": "mean", "column": "sold" }"#
    func withSpend(_ name: String, rest: String = "") -> Example {
      Example(
        name,
        rows(count: 40) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0),\(old($0) == "old" ? "1" : "")" }.replacing(
          "sold\n", with: "sold,spent\n"),
        SmallSpec {
          $0.metrics = """
            [{ "name": "sale", "type": "proportion", "column": "sold" },
             { "name": "spend", "type": "mean", "column": "spent", "role": "secondary" }]
            """
          $0.rest = rest
        })
    }
    return [
      Example("one arm only", rows(count: 40) { "\($0),new,\($0 % 3 == 0 ? 1 : 0)" }),
      Example("all rows in control", rows(count: 40) { "\($0),old,\($0 % 3 == 0 ? 1 : 0)" }),
      Example("no label is known", "user,variant,sold\n1,A,0\n2,B,1\n3,A,1\n"),
      Example(
        "a label in another case", rows(count: 40) { "\($0),\($0 % 2 == 0 ? "old" : "New"),\($0 % 3 == 0 ? 1 : 0)" }),
      Example(
        "one label in two spellings",
        rows(count: 40) { "\($0),\(["old", "new", "NEW "][$0 % 3]),\($0 % 4 == 0 ? 1 : 0)" }),
      Example(
        "one label in two sets of code points",
        rows(count: 40) { "\($0),\($0 % 2 == 0 ? "old" : $0 % 4 == 1 ? "caf\u{E9}" : "cafe\u{301}"),1" },
        SmallSpec { $0.variants = #"[{ "name": "old", "control": true }, { "name": "caf\u00e9" }]"# }),
      Example(
        "a label in other code points", rows(count: 40) { "\($0),\($0 % 2 == 0 ? "old" : "cafe\u{301}"),1" },
        SmallSpec { $0.variants = #"[{ "name": "old", "control": true }, { "name": "caf\u00e9" }]"# }),
      Example("every label is blank", "user,variant,sold\n1,,0\n2, ,1\n"),
      Example("every unit is blank", "user,variant,sold\n,old,0\n ,new,1\n"),
      Example(
        "nothing is left by where", "user,variant,sold\n1,old,0\n2,new,1\n",
        SmallSpec { $0.data += #", "where": "sold > 5""# }),
      Example("every unit is in both variants", "user,variant,sold\n1,old,0\n1,new,1\n2,old,1\n2,new,1\n"),
      Example(
        "the metric's where leaves one variant", rows(count: 40) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" },
        SmallSpec(metric: #"{ "name": "sale", "type": "proportion", "column": "sold", "where": "variant = 'old'" }"#)),
      Example(
        "no value in one variant", rows(count: 40) { "\($0),\(old($0)),\(old($0) == "old" ? "1" : "")" },
        SmallSpec(metric: mean)),
      Example(
        "no value in one variant, which a person knows",
        rows(count: 40) { "\($0),\(old($0)),\(old($0) == "old" ? "1" : "")" },
        SmallSpec {
          $0.metrics = "[\(mean)]"
          $0.rest = #", "decision": { "accept": { "empty": "new is not logged yet" } }"#
        }),
      Example("no value at all", rows(count: 40) { "\($0),\(old($0))," }, SmallSpec(metric: mean)),
      Example(
        "nothing of one variant can be read",
        rows(count: 40) { "\($0),\(old($0)),\(old($0) == "old" ? "1" : "n.\($0)")" },
        SmallSpec {
          $0.data += #", "unreadable": "drop""#
          $0.metrics = "[\(mean)]"
        }),
      Example(
        "no logarithm of one variant", rows(count: 40) { "\($0),\(old($0)),\(old($0) == "old" ? 1 + $0 : 0)" },
        SmallSpec(metric: #"{ "name": "sale", "type": "mean", "log": true, "column": "sold" }"#)),
      Example(
        "no trials of one variant", "variant,s,t\nold,0,0\nold,0,0\nnew,3,9\n",
        SmallSpec {
          $0.data = #", "rows": "aggregates""#
          $0.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "s", "trials": "t" }]"#
        }),
      Example(
        "units that are no number", "variant,s,t,n\nold,1,9,inf\nold,1,9,9\nnew,3,9,1e30\n",
        SmallSpec {
          $0.data = #", "rows": "aggregates", "units": "n""#
          $0.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "s", "trials": "t" }]"#
        }),
      withSpend("a secondary metric without a value"),
      withSpend(
        "a secondary metric without a value, which a person knows",
        rest: #", "decision": { "accept": { "empty": "spending of new comes next week" } }"#),
      Example("one unit in each variant", "user,variant,sold\n1,old,0\n2,new,1\n", SmallSpec(metric: mean)),
    ]
  }
}
