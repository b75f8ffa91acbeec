import TestSupport

/// A random experiment with costs per campaign and day, or per campaign, with what goes wrong in such tables: blank keys,
/// negative and missing costs, days without units and units without costs, several rows of one day.
struct RandomCosts {
  let naive: NaiveCosts
  private let days: Int

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed &+ 77)
    let campaigns = Array(["a", "b", "c", "d e", "ä"].prefix(random.integer(1...5)))
    let days = random.integer(2...9)
    let odd = random.element(of: [0, 0.1])
    let isByVariant = random.chance(0.3)
    let isByDay = random.chance(0.8)
    let isClustered = random.chance(0.25)
    let count = random.integer(20...150)
    var units: [NaiveCosts.Unit] = []
    for index in 0..<count {
      let store = index / 5
      let variant = isClustered ? (store % 2 == 0 ? "old" : "new") : random.element(of: ["old", "new"])
      let orders = random.chance(0.4) ? random.integer(1...3) : 0
      units.append(
        NaiveCosts.Unit(
          name: "u\(index)", variant: variant, campaign: random.chance(odd) ? nil : random.element(of: campaigns),
          day: random.integer(0...days - 1), orders: orders,
          revenue: (0..<orders).reduce(0) { sum, _ in sum + Double(random.integer(100...9999)) } / 100,
          store: isClustered ? "s\(store)" : nil))
    }
    var costs: [NaiveCosts.Cost] = []
    for campaign in campaigns + ["z"] {
      for day in isByDay ? Array(0...days) : [0] {
        for variant in isByVariant ? ["old", "new"] : [nil] {
          for _ in 0..<random.element(of: [0, 1, 1, 1, 2]) {
            let cents = random.chance(odd) ? nil : random.integer(random.chance(odd) ? -900...0 : 1...99_999)
            costs.append(
              NaiveCosts.Cost(
                campaign: random.chance(odd / 2) ? nil : campaign,
                day: isByDay ? (random.chance(odd / 2) ? nil : day) : nil,
                variant: random.chance(odd / 2) && isByVariant ? random.element(of: ["", "beta"]) : variant,
                cents: cents,
                impressions: random.integer(1...5000), isVoid: random.chance(odd)))
          }
        }
      }
    }
    naive = NaiveCosts(
      units: units, costs: costs, isByVariant: isByVariant, isByDay: isByDay, isClustered: isClustered)
    self.days = days
  }

  private static func date(_ day: Int) -> String { "2026-03-\(day < 9 ? "0" : "")\(day + 1)" }

  private var exposures: [String] {
    naive.units.map { unit in
      "\(unit.name),\(unit.variant),\(Self.date(unit.day)) 1\(unit.name.utf8.count):30:00,\(unit.campaign ?? ""),\(unit.store ?? "")"
    }
  }

  private var orders: [String] {
    naive.units.flatMap { unit in
      (0..<unit.orders).map { order in
        // The whole revenue with the first order.
        "\(unit.name),\(Self.date(unit.day)) 23:00:0\(order),\(order == 0 ? unit.revenue : 0)"
      }
    }
  }

  private var costs: [String] {
    naive.costs.map { cost in
      let day = naive.isByDay ? "\(cost.day.map(Self.date) ?? "")," : ""
      let variant = naive.isByVariant ? "\(cost.variant ?? "")," : ""
      let amount = cost.cents.map { "\(Double($0) / 100)" } ?? ""
      return "\(cost.campaign ?? ""),\(day)\(variant)\(amount),\(cost.impressions),\(cost.isVoid ? "yes" : "no")"
    }
  }

  private var spec: String {
    let join = naive.isByDay ? #"["campaign", "day"]"# : #"["campaign"]"#
    let cost = #"{ "fact": "spend", "value": "cost", "join": \#(join) }"#
    let cluster = naive.isClustered ? #", "cluster": "store""# : ""
    return """
      { "abtest": 1, "name": "costs",
        "data": { "timezone": "Europe/Berlin",
          "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen", "attributes": ["campaign"]\(cluster) },
          "facts": { "orders": { "source": "orders.csv", "unit": "user", "time": "at" },
                     "spend": { "source": "spend.csv"\(naive.isByDay ? #", "time": "day""# : ""), "where": "not void" } } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [
          { "name": "cpa", "type": "cpa", "numerator": \(cost), "denominator": { "fact": "orders" }, "within": "1d", "maturity": "all" },
          { "name": "cpm", "type": "cpm", "numerator": \(cost), "denominator": { "fact": "spend", "value": "impressions", "join": \(join) } },
          { "name": "roi", "type": "roi", "numerator": { "fact": "orders", "value": "revenue" }, "denominator": \(cost), "within": "1d", "maturity": "all" },
          { "name": "cost", "type": "mean", "fact": "spend", "value": "cost", "join": \(join) }] }
      """
  }

  func folder(reversed: Bool = false) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    func write(_ header: String, _ lines: [String], _ name: String) throws {
      let ordered = reversed ? lines.reversed() : lines
      try folder.write(([header] + ordered).joined(separator: "\n") + "\n", to: name)
    }
    try write("user,variant,seen,campaign,store", exposures, "exposures.csv")
    try write("user,at,revenue", orders, "orders.csv")
    let columns =
      ["campaign"] + (naive.isByDay ? ["day"] : []) + (naive.isByVariant ? ["variant"] : [])
      + ["cost", "impressions", "void"]
    try write(columns.joined(separator: ","), costs, "spend.csv")
    try folder.write(spec, to: "spec.json")
    return folder
  }
}
