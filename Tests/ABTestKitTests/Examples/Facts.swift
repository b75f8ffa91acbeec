import TestSupport

extension ExampleGroup {
  /// An exposure log and events: what is counted, and what is left out.
  static let facts = ExampleGroup("facts.txt") {
    [
      example("orders within two days of exposure", spec("\(orders), \(revenue)")),
      example(
        "a funnel, and presets",
        spec(
          #"{ "name": "journey", "type": "funnel", "window": "3d", "steps": [{ "name": "small", "fact": "orders", "where": "price < 40" }, { "name": "large", "fact": "orders", "where": "price > 20", "within": "2d" }] }, "#
            + #"{ "name": "value", "type": "aov", "numerator": { "fact": "orders", "value": "price" }, "denominator": { "fact": "orders" }, "within": "2d" }, "#
            + #"{ "name": "buyers", "type": "conversion-rate", "fact": "orders", "within": "2d" }"#)),
      example("windows that nobody has completed", spec(orders, rest: #", "end": "2026-03-02""#)),
      example("a stated end that the data does not reach", spec(revenue, rest: #", "end": "2026-04-01""#)),
      example(
        "exposures outside the experiment", spec(revenue, rest: #", "start": "2026-03-02", "end": "2026-03-05""#)),
      example(
        "times that cannot be read", spec(revenue),
        exposures: exposures + "50,old,soon,DE\n51,new,,DE\n",
        events: events + "70,3,yesterday,1\n71,3,,1\n72,,2026-03-03,1\n73,2,2026-03-03 13:00:00,\n",
        ["analyze", "spec.json", "--allow-unreadable"]),
      example(
        "no event of any unit", spec(revenue),
        events: "id,who,at,price\n1,u1,2026-03-03 12:00:00,5\n2,u2,2026-03-03 12:00:00,5\n"),
      example("no event at all", spec(revenue), events: "id,who,at,price\n"),
      example(
        "repeats of events", spec(revenue, fact: #""source": "orders.csv", "unit": "who", "time": "at", "id": "id""#),
        events: events + "1,8,2026-03-02 01:30:00,1.5\n2,15,2026-03-04 00:00:00,9\n,3,2026-03-04 12:00:00,9\n"),
      example(
        "units that cross in one direction", spec(revenue),
        exposures: exposures + (1...20).map { "\($0 * 2),new,2026-03-06,DE\n" }.joined()),
      example(
        "one unit that crosses", spec(revenue),
        exposures: exposures + (100...400).map { "\($0),\(old($0)),2026-03-02,DE\n" }.joined() + "1,old,2026-03-06,DE\n"
      ),
      example(
        "events before exposure, and of units without assignment", spec(revenue),
        events: "id,who,at,price\n" + (1...40).map { "\($0),\($0),2026-02-27 12:00:00,5\n" }.joined()
          + "41,visitor,2026-03-03 12:00:00,5\n"),
      example(
        "clocks in mixed zones", spec(orders, zone: "Europe/Berlin"),
        events: events + "61,1,2026-03-04T10:00:00Z,5\n62,2,2026-03-05 10:00:00+01:00,5\n"),
      example(
        "days with an event",
        spec(
          #"{ "name": "days", "type": "mean", "fact": "orders", "aggregate": "days", "within": "7d", "calendar": true, "maturity": "all" }"#
        )),
      example("the queries", spec(orders), ["sql", "spec.json"]),
    ]
  }

  /// What cannot be counted.
  static let factFaults = ExampleGroup("fact-faults.txt") {
    [
      example("a time zone that does not exist", spec(orders, zone: "Europe/Berln")),
      example(
        "a time zone of a fact that does not exist",
        spec(orders, fact: #""source": "orders.csv", "unit": "who", "time": "at", "timezone": "Mars/Olympus""#)),
      example(
        "a fact's column that does not exist",
        spec(#"{ "name": "m", "type": "mean", "fact": "orders", "value": "prize", "within": "2d" }"#)),
      example(
        "a fact's file that does not exist",
        spec(orders, fact: #""source": "order.csv", "unit": "who", "time": "at""#)),
      example("an attribute that does not exist", spec(orders, assignments: #", "attributes": ["land"]"#)),
      example("a fact without time", spec(orders, fact: #""source": "orders.csv", "unit": "who""#)),
      example(
        "a condition of the fact that no event meets",
        spec(orders, fact: #""source": "orders.csv", "unit": "who", "time": "at", "where": "price < 0""#)),
      example(
        "a step of a funnel that no event meets",
        spec(
          #"{ "name": "journey", "type": "funnel", "window": "3d", "maturity": "all", "steps": [{ "name": "small", "fact": "orders", "where": "price < 40" }, { "name": "free", "fact": "orders", "where": "price < 0" }] }"#
        )),
    ]
  }

  /// Units that are analyzed only after an event.
  static let triggers = ExampleGroup("triggers.txt") {
    [
      example(
        "units that triggered",
        spec(
          "\(orders), \(revenue)",
          assignments: #", "trigger": { "fact": "orders", "where": "price > 10", "within": "3d" }"#)),
      example(
        "a treatment that decides who triggers",
        spec(orders, assignments: #", "trigger": { "fact": "orders", "within": "3d" }"#), exposures: many,
        events: "id,who,at,price\n"
          + (1...400).filter { $0 % 8 == 0 || $0 % 2 == 1 }.map { "\($0),\($0),2026-03-03 12:00:00,5\n" }.joined()
          + "x,x,2026-03-20,1\n"),
      example(
        "a trigger that never happens",
        spec(orders, assignments: #", "trigger": { "fact": "orders", "where": "price < 0", "within": "3d" }"#)),
      example(
        "a trigger without a window", spec(orders, assignments: #", "trigger": { "fact": "orders" }"#)),
      example(
        "a trigger of no fact that exists",
        spec(orders, assignments: #", "trigger": { "fact": "views", "within": "3d" }"#)),
      example(
        "a trigger of the units of clusters",
        spec(orders, assignments: #", "cluster": "country", "trigger": { "fact": "orders", "within": "3d" }"#)),
      example(
        "a trigger's window that is longer than the experiment",
        spec(
          orders, assignments: #", "trigger": { "fact": "orders", "within": "30d" }"#,
          rest: #", "start": "2026-03-01", "end": "2026-03-08""#)),
    ]
  }
}

private let orders = #"{ "name": "orders", "type": "count", "fact": "orders", "within": "2d" }"#
private let revenue =
  #"{ "name": "revenue", "type": "mean", "fact": "orders", "value": "price", "within": "2d", "maturity": "all" }"#
private let exposures =
  "user,variant,seen,country\n"
  + (1...40).map { user in
    "\(user),\(old(user)),2026-03-0\(1 + user % 4) 1\(user % 10):00:00,\(user % 3 == 0 ? "DE" : "US")\n"
  }.joined()
private let many =
  "user,variant,seen,country\n" + (1...400).map { "\($0),\(old($0)),2026-03-02 12:00:00,DE\n" }.joined()
private let events =
  "id,who,at,price\n"
  + (1...60).map { event in
    "\(event),\(1 + event * 7 % 44),2026-03-0\(1 + event % 7) 0\(event % 10):30:00,\(event).5\n"
  }.joined()

private func spec(
  _ metrics: String, fact: String = #""source": "orders.csv", "unit": "who", "time": "at""#, zone: String = "UTC",
  assignments: String = "", rest: String = ""
) -> String {
  #"{ "abtest": 1, "name": "example"\#(rest), "data": { "timezone": "\#(zone)", "#
    + #""assignments": { "source": "exposures.csv", "unit": "user", "time": "seen"\#(assignments) }, "#
    + #""facts": { "orders": { \#(fact) } } }, "#
    + #""variants": [{ "name": "old", "control": true }, { "name": "new" }], "metrics": [\#(metrics)] }"# + "\n"
}
private func example(
  _ name: String, _ spec: String, exposures: String = exposures, events: String = events,
  _ arguments: [String] = ["analyze", "spec.json"]
) -> Example {
  Example(name, arguments) { folder in
    try folder.write(spec, to: "spec.json")
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(events, to: "orders.csv")
  }
}
