import TestSupport

extension ExampleGroup {
  /// What the checks name without being asked.
  static let standingOut = ExampleGroup("standing-out.txt") {
    func units(_ change: (Int) -> String? = { _ in nil }) -> String {
      let lines = (1...400).map { user in
        change(user) ?? "\(user),\(old(user)),\(user % 3 == 0 ? "DE" : "FR"),\(user % 7).\(user % 10)\n"
      }
      return "user,variant,country,spent\n" + lines.joined()
    }
    func example(
      _ name: String, _ csv: String, data: String = #", "unit": "user", "attributes": ["country"]"#,
      variants: String? = nil, facts: String? = nil, files: [String: String] = [:], rest: String = "",
      metric: String = #"{ "name": "spend", "type": "mean", "column": "spent" }"#
    ) -> Example {
      Example(
        name, csv,
        SmallSpec {
          $0.data = data
          $0.metrics = "[\(metric)]"
          $0.facts = facts
          $0.rest = rest
          if let variants { $0.variants = variants }
        }, files: files)
    }
    let log = "user,variant,at\n" + (1...300).map { "\($0),\(old($0)),2026-03-0\(1 + $0 % 5) 08:00\n" }.joined()
    let orders = (1...200).map { "\($0),2026-03-06 0\($0 % 9):10,\($0 % 7)\n" }
    let ofOrders =
      #"{ "name": "spend", "type": "mean", "fact": "orders", "value": "price", "within": "7d", "maturity": "all" }"#
    func days(_ step: Int) -> String {
      var rows = "day,variant,n,x\n"
      for day in 1...8 {
        for name in ["old", "new"] { rows += "2026-03-0\(day),\(name),\((100 + day) * step),\((9 + day % 4) * step)\n" }
      }
      return rows
    }
    let clicks = #"{ "name": "clicks", "type": "proportion", "successes": "x", "trials": "n" }"#
    let many = units { user in user <= 250 ? nil : "\(user),old,FR,1\n" }
    return [
      example("one unit has much of the total", units { $0 == 17 ? "17,\(old(17)),DE,900\n" : nil }),
      example("a row of totals", units() + "Total,old,,\(total { _ in true })\n"),
      example("a row of totals of one variant", units() + "Total,new,,\(total { old($0) == "new" })\n"),
      example("a value in one variant", units { $0 % 2 == 0 && $0 < 40 ? "\($0),\(old($0)),IT,1\n" : nil }),
      example("a value of two units", units { $0 % 2 == 0 && $0 < 4 ? "\($0),\(old($0)),IT,1\n" : nil }),
      example(
        "events twice", log, data: #", "unit": "user", "time": "at""#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#,
        files: ["orders.csv": "user,at,price\n" + (orders + orders.prefix(40)).joined()], metric: ofOrders),
      example(
        "events with an id", log, data: #", "unit": "user", "time": "at""#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at", "id": "id" } }"#,
        files: [
          "orders.csv": "user,at,price,id\n"
            + (orders + orders.prefix(40)).map { $0.dropLast() + ",\($0.prefix { $0 != "," })\n" }.joined()
        ], metric: ofOrders),
      example(
        "a condition that no event meets", log, data: #", "unit": "user", "time": "at""#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#,
        files: ["orders.csv": "user,at,price,kind\n" + orders.map { $0.dropLast() + ",buy\n" }.joined()],
        metric: ofOrders.replacing(#""value": "price""#, with: #""value": "price", "where": "kind = 'bought'""#)),
      example(
        "a condition of the fact that no event meets", log, data: #", "unit": "user", "time": "at""#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at", "where": "kind = 'BUY'" } }"#,
        files: ["orders.csv": "user,at,price,kind\n" + orders.map { $0.dropLast() + ",buy\n" }.joined()],
        metric: ofOrders),
      example(
        "a condition that no unit meets", units(),
        metric: #"{ "name": "spend", "type": "mean", "column": "spent", "where": "country = 'de'" }"#),
      example(
        "times to events in segments and strata", log.replacing("\n", with: ",x\n").replacing("at,x", with: "at,part"),
        data: #", "unit": "user", "time": "at", "attributes": ["part"]"#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#,
        files: ["orders.csv": "user,at,price\n" + orders.joined()],
        rest: #", "segments": ["part"], "strata": [{ "name": "half", "value": "user < 150" }]"#,
        metric:
          #"{ "name": "n", "type": "mean", "value": "user / 2" }, { "name": "te", "type": "time-to-event", "fact": "orders", "horizon": "10d", "role": "secondary" }"#
      ),
      example(
        "and that none need meet", log, data: #", "unit": "user", "time": "at""#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#,
        files: ["orders.csv": "user,at,price,kind\n" + orders.map { $0.dropLast() + ",buy\n" }.joined()],
        rest: #", "decision": { "accept": { "empty": "nothing was returned" } }"#,
        metric:
          #"{ "name": "returns", "type": "proportion", "fact": "orders", "where": "kind = 'return' and price > 1", "within": "7d", "maturity": "all" }"#
      ),
      example(
        "a funnel of two steps whose windows are open", log, data: #", "unit": "user", "time": "at""#,
        facts: #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#,
        files: ["orders.csv": "user,at,price\n" + orders.joined()],
        metric:
          #"{ "name": "f", "type": "funnel", "window": "7d", "maturity": "all", "steps": [{ "name": "any", "fact": "orders" }, { "name": "dear", "fact": "orders", "where": "price > 3" }] }"#
      ),
      example(
        "rows of events twice",
        log.replacing("\n", with: ",3\n").replacing("at,3", with: "at,spent")
          + "7,\(old(7)),2026-03-03 08:00,3\n", data: #", "rows": "events", "unit": "user""#),
      example("round counts", days(100), data: #", "rows": "aggregates""#, metric: clicks),
      example("counts that are not round", days(1), data: #", "rows": "aggregates""#, metric: clicks),
      example("weights that are not stated", many),
      example(
        "weights that are stated", many,
        variants: #"[{ "name": "old", "control": true, "weight": 1 }, { "name": "new", "weight": 1 }]"#),
      example("observed data", many, rest: #", "randomized": false"#),
      example(
        "observed data with weights", many,
        variants: #"[{ "name": "old", "control": true, "weight": 1 }, { "name": "new", "weight": 1 }]"#,
        rest: #", "randomized": false"#),
    ]
  }

  /// What some of the units spend together.
  private static func total(_ isCounted: (Int) -> Bool) -> Double {
    var total = 0
    for user in 1...400 where isCounted(user) { total += 10 * (user % 7) + user % 10 }
    return Double(total) / 10
  }
}
