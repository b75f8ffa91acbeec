import TestSupport

extension ExampleGroup {
  /// Events of units that faults of the log take from one variant more than from the other.
  static let lostEvents = ExampleGroup("lost-events.txt") {
    let assignments = "user,variant,at\n" + (1...300).map { "\($0),\(old($0)),2026-03-01 08:00\n" }.joined()
    let spend = ofOrders("spend")
    /// One order of every unit; those of one variant differ by `event` where their number can be divided.
    func orders(_ event: (Int) -> String, every share: Int = 1) -> String {
      "id,user,kind,at,price\n"
        + (1...300).map { user in
          user % 2 == 1 && user / 2 % share == 0
            ? event(user) : "o\(user),\(user),order,2026-03-02 08:10,\(user % 7)"
        }.joined(separator: "\n") + "\n"
    }
    func example(_ name: String, _ rows: String, metrics: [String] = [spend], fact: String = "", rest: String = "")
      -> Example
    {
      Example(
        name, assignments,
        SmallSpec {
          $0.data += #", "time": "at""#
          $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at", "id": "id"\#(fact) } }"#
          $0.metrics = "[\(metrics.joined(separator: ",\n"))]"
          $0.rest = rest
        }, files: ["orders.csv": rows])
    }
    let withoutPrice = { (user: Int) in "o\(user),\(user),order,2026-03-02 08:10," }
    let accepted = #", "decision": { "accept": { "empty": "prices of new come next week" } }"#
    return [
      example("no price in one variant", orders(withoutPrice)),
      example("no price in one variant, whatever is accepted", orders(withoutPrice), rest: accepted),
      example("no time in one variant", orders { "o\($0),\($0),order,,5" }),
      example("no id in one variant", orders { ",\($0),order,2026-03-02 08:10,5" }),
      example("no price of some orders of one variant", orders(withoutPrice, every: 4)),
      example(
        "no price of some orders, of a secondary metric", orders(withoutPrice, every: 4),
        metrics: [ofOrders("bought", value: nil, type: "proportion"), ofOrders("spend", role: "secondary")]),
      example("no time of some orders of one variant", orders({ "o\($0),\($0),order,,5" }, every: 4)),
      example(
        "of events that a metric does not count",
        orders({ "o\($0),\($0),visit,2026-03-02 08:10," }, every: 4),
        metrics: [
          ofOrders("spend", where: "kind = 'order'"),
          ofOrders("visits", value: nil, type: "count", role: "secondary", where: "kind = 'visit'"),
        ]),
      example(
        "no kind of some orders of one variant", orders({ "o\($0),\($0),,2026-03-02 08:10,5" }, every: 4),
        metrics: [ofOrders("spend", where: "kind = 'order'")]),
      example(
        "no kind in one variant", orders { "o\($0),\($0),,2026-03-02 08:10,5" },
        metrics: [ofOrders("spend", where: "kind = 'order'")]),
      example(
        "visits without a price",
        orders({ "o\($0),\($0),visit,2026-03-02 08:10," }, every: 4).replacing(
          ",order,2026-03-02 08:10,3\n", with: ",visit,2026-03-02 08:10,\n"),
        metrics: [ofOrders("spend", where: "price > 2")]),
      example(
        "no kind, which the fact asks for", orders({ "o\($0),\($0),,2026-03-02 08:10,5" }, every: 4),
        fact: #", "where": "kind = 'order'""#),
      example(
        "no time of the few orders of one variant",
        "id,user,kind,at,price\n"
          + (1...40).filter { $0 % 2 == 0 || $0 < 5 }.map {
            "o\($0),\($0),order,\($0 % 2 == 1 ? "" : "2026-03-02 08:10"),5\n"
          }.joined()),
      example("outside the window", orders({ "o\($0),\($0),order,2026-04-02 08:10," }, every: 4)),
      example(
        "a value is asked for", orders(withoutPrice, every: 4), metrics: [ofOrders("spend", where: "price is not null")]
      ),
      example(
        "sent again without a time",
        orders({ "o\($0),\($0),order,2026-03-02 08:10,5\no\($0),\($0),order,,5" }, every: 4)),
      example("other units in one variant", orders { "o\($0),u-\($0),order,2026-03-02 08:10,5" }),
      example("one id for several events", orders({ "o2,\($0),order,2026-03-02 09:10,5" }, every: 4)),
    ]
  }

  private static func ofOrders(
    _ name: String, value: String? = "price", type: String = "mean", role: String = "primary",
    where condition: String? = nil
  ) -> String {
    let own = (value.map { #""value": "\#($0)", "# } ?? "") + (condition.map { #""where": "\#($0)", "# } ?? "")
    return
      #"{ "name": "\#(name)", "type": "\#(type)", "role": "\#(role)", "fact": "orders", \#(own)"within": "7d", "maturity": "all" }"#
  }
}
