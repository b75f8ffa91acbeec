import TestSupport

extension ExampleGroup {
  /// Costs that are known per campaign and day, and what is wrong with such tables.
  static let sharedFacts = ExampleGroup("shared-facts.txt") {
    let campaigns = ["brand", "video"]
    let exposures =
      "user,variant,seen,campaign,shop\n"
      + (1...120).map { user in
        "u\(user),\(user % 2 == 0 ? "old" : "new"),2026-03-\(user % 9 < 9 ? "0" : "")\(1 + user % 9) 1\(user % 10):00:00,"
          + "\(campaigns[user % 7 % 2]),s\(user % 12)\n"
      }.joined()
    let orders =
      "user,at,revenue\n"
      + (1...120).filter { $0 % 3 != 1 }.map { user in
        "u\(user),2026-03-0\(1 + user % 9) 23:30:00,\(10 + user % 17).50\n"
      }.joined()
    let days = campaigns.flatMap { campaign in
      (1...9).map { "\(campaign),2026-03-0\($0),\(12 + $0 * 7 % 5).\(campaign.utf8.count)5,\(900 + $0 * 13)\n" }
    }
    let spend = "campaign,day,cost,impressions\n" + days.joined()
    let cost = #"{ "fact": "spend", "value": "cost", "join": ["campaign", "day"] }"#
    let cpa =
      #"{ "name": "cpa", "type": "cpa", "numerator": \#(cost), "denominator": { "fact": "orders" }, "within": "1d", "maturity": "all" }"#
    let all = [
      cpa,
      #"{ "name": "cpm", "type": "cpm", "numerator": \#(cost), "denominator": { "fact": "spend", "value": "impressions", "join": ["campaign", "day"] } }"#,
      #"{ "name": "roi", "type": "roi", "numerator": { "fact": "orders", "value": "revenue" }, "denominator": \#(cost), "within": "1d", "maturity": "all" }"#,
    ]
    func spec(_ metrics: [String], fact: String = #""source": "spend.csv", "time": "day""#, more: String = "") -> String
    {
      #"{ "abtest": 1, "name": "example", "data": { "#
        + #""assignments": { "source": "exposures.csv", "unit": "user", "time": "seen", "attributes": ["campaign"]\#(more) }, "#
        + #""facts": { "orders": { "source": "orders.csv", "unit": "user", "time": "at" }, "spend": { \#(fact) } } }, "#
        + #""variants": [{ "name": "old", "control": true }, { "name": "new" }], "metrics": [\#(metrics.joined(separator: ", "))] }"#
        + "\n"
    }
    func example(
      _ name: String, _ spec: String, spend: String = spend, exposures: String = exposures,
      _ arguments: [String] = ["analyze", "spec.json"]
    ) -> Example {
      Example(name, arguments) { folder in
        try folder.write(spec, to: "spec.json")
        try folder.write(exposures, to: "exposures.csv")
        try folder.write(orders, to: "orders.csv")
        try folder.write(spend, to: "spend.csv")
      }
    }
    return [
      example("the cost of an order, of a thousand impressions, and what comes back", spec(all)),
      example(
        "blank keys, missing and negative costs, days without units, units without costs", spec([cpa]),
        spend: "campaign,day,cost,impressions\n" + days.dropFirst(2).joined()
          + ",2026-03-02,5.5,1\nbrand,,7,1\nbrand,soon,8,1\nbrand,2026-03-03,,1\nbrand,2026-03-04,-2.25,1\nradio,2026-03-04,9,1\nbrand,2026-04-01,3,1\n",
        exposures: exposures + "u900,old,2026-03-03 10:00:00,,s1\n", ["analyze", "spec.json", "--allow-unreadable"]),
      example("no cost of any unit", spec([cpa]), spend: "campaign,day,cost\nradio,2026-03-04,9\n"),
      example("no cost at all", spec([cpa]), spend: "campaign,day,cost\n"),
      example("costs without the column of a key", spec([cpa]), spend: "kampaign,day,cost\nbrand,2026-03-04,9\n"),
      example(
        "costs of three days", spec([cpa]),
        exposures: exposures.split(separator: "\n").enumerated().filter {
          $0 == 0 || $1.contains("2026-03-01") && $1.contains("brand")
            || $1.contains("2026-03-02") && $1.contains("video")
        }.map { $1 + "\n" }.joined()),
      example(
        "one invoice for all",
        spec(
          [
            #"{ "name": "cpa", "type": "cpa", "numerator": { "fact": "spend", "value": "cost", "join": [] }, "denominator": { "fact": "orders" }, "within": "1d", "maturity": "all" }"#
          ], fact: #""source": "spend.csv""#), spend: "variant,cost\nold,400\nnew,425.5\nbeta,3\n"),
      example(
        "visits known by shop, where shops were assigned",
        spec(
          [
            #"{ "name": "visits", "type": "count", "fact": "spend", "within": "2d", "maturity": "all" }"#
          ], fact: #""source": "spend.csv", "cluster": "shop", "time": "at""#, more: #", "cluster": "shop""#),
        spend: "shop,at\n" + (1...60).map { "s\($0 % 14),2026-03-0\(1 + $0 % 5) 12:00:00\n" }.joined() + ",2026-03-02\n"
      ),
    ]
  }
}
