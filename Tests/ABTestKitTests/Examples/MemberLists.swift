import TestSupport

extension ExampleGroup {
  /// Facts whose rows belong to no time, such as lists of members, and what cannot be asked of them.
  static let memberLists = ExampleGroup("member-lists.txt") {
    let assignments = "user,variant,plan\n" + (1...300).map { "\($0),\(old($0)),\($0 % 3)\n" }.joined()
    let timed = "user,variant,seen\n" + (1...300).map { "\($0),\(old($0)),2026-03-0\(1 + $0 % 5)\n" }.joined()
    let members =
      "who,fee,since\n"
      + (1...300).filter { $0 * 7 % 10 < 4 }.map { "\($0),\($0 % 9),2026-03-08\n" }.joined() + "990,1,2026-03-08\n,2,\n"
    func example(
      _ name: String, _ metric: String, fact: String = #""source": "members.csv", "unit": "who""#,
      data: String = #", "unit": "user""#, assignments: String = assignments, rest: String = ""
    ) -> Example {
      Example(
        name, assignments,
        SmallSpec {
          $0.data = data
          $0.facts = "{ \"members\": { \(fact) } }"
          $0.metrics = "[\(metric)]"
          $0.rest = rest
        }, files: ["members.csv": members])
    }
    let joined = #"{ "name": "joined", "type": "proportion", "fact": "members" }"#
    let fees = #"{ "name": "fees", "type": "mean", "fact": "members", "value": "fee""#
    let time = #", "unit": "user", "time": "seen""#
    return [
      example("members and their fees", "\(joined), \(fees) }"),
      example("exposures with times", joined, data: time, assignments: timed),
      example("a condition", #"{ "name": "paying", "type": "proportion", "fact": "members", "where": "fee > 2" }"#),
      example("an attribute that differs", joined, assignments: assignments + "7,\(old(7)),9\n"),
      example(
        "an attribute in use that differs", joined, data: #", "unit": "user", "attributes": ["plan"]"#,
        assignments: assignments + "7,\(old(7)),9\n", rest: #", "segments": ["plan"]"#),
      example("a unit in both variants", joined, assignments: assignments + "7,\(old(8)),1\n"),
      example("a trigger", fees + " }", data: #", "unit": "user", "trigger": { "fact": "members" }"#),
      example(
        "times of the fact alone", joined, fact: #""source": "members.csv", "unit": "who", "time": "since""#),
      example(
        "no window although there are times", joined,
        fact: #""source": "members.csv", "unit": "who", "time": "since""#, data: time, assignments: timed),
      example(
        "a window", #"{ "name": "joined", "type": "proportion", "fact": "members", "within": "7d" }"#, data: time,
        assignments: timed),
      example(
        "a window without an end", #"{ "name": "joined", "type": "proportion", "fact": "members", "after": "7d" }"#),
      example("the last value", fees + #", "aggregate": "last" }"#),
      example("a discount", fees + #", "discount": "10%" }"#),
      example(
        "what was before exposure", fees + #", "covariates": [{ "metric": "self", "before": "28d" }] }"#, data: time,
        assignments: timed),
      example(
        "a time to an event", #"{ "name": "t", "type": "time-to-event", "fact": "members", "horizon": "7d" }"#,
        data: time, assignments: timed),
      example(
        "a funnel",
        #"{ "name": "f", "type": "funnel", "window": "7d", "steps": [{ "name": "a", "fact": "members" }, { "name": "b", "fact": "members", "where": "fee > 3" }] }"#,
        data: time, assignments: timed),
      example("start without times", joined, rest: #", "start": "2026-03-01""#),
      example("the queries", joined).printed,
    ]
  }
}

extension Example {
  /// The queries instead of the analysis.
  fileprivate var printed: Example { Example(name, ["sql", "spec.json"], prepare: prepare) }
}
