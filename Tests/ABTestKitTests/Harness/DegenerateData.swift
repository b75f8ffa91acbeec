import TestSupport
import Testing

/// Small experiments with something missing, constant or extreme, of the same columns.
struct DegenerateData: Sendable, CustomTestStringConvertible {
  struct Unit: Sendable {
    var user, arm, store, region, channel: String
    var sold, spend, visits, clicks, load, before, age: String
    /// Units of the same variant before it.
    var position: Int
  }

  let name: String
  let units: [Unit]
  var weights = (old: 1, new: 1)
  /// A variant with the weight 0.
  var hasThird = false
  /// Whether clusters and strata are what it is about, so that each is looked at without the other.
  var isStructural = false

  var testDescription: String { name }

  init(
    _ name: String, of count: Int = 40, weights: (old: Int, new: Int) = (1, 1),
    hasThird: Bool = false, isStructural: Bool = false, change: (inout Unit) -> Void = { _ in },
    where isKept: (Unit) -> Bool = { _ in true }
  ) {
    self.name = name
    self.weights = weights
    self.hasThird = hasThird
    self.isStructural = isStructural
    var random = SeededRandom(seed: 77)
    units = (0..<count).map { index in
      func fixed(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
      var unit = Unit(
        user: "u\(index)", arm: index % 2 == 0 ? "old" : "new", store: "s\(index % 20)",
        region: (index / 2) % 2 == 0 ? "n" : "s",
        channel: random.chance(0.5) ? "a" : "b", sold: random.chance(0.4) ? "1" : "0",
        spend: fixed(10 * random.logUniform(0.2...5)), visits: "\(random.integer(1...4))",
        clicks: "\(random.integer(0...4))", load: fixed(random.logUniform(0.5...9)),
        before: fixed(10 + 3 * random.normal()), age: "\(random.integer(20...60))", position: index / 2)
      change(&unit)
      return unit
    }.filter(isKept)
  }

  var variants: String {
    #"[{ "name": "old", "control": true, "weight": \#(weights.old) }, { "name": "new", "weight": \#(weights.new) }"#
      + (hasThird ? #", { "name": "more", "weight": 0 }]"# : "]")
  }

  var text: String {
    "user,arm,store,region,channel,sold,spend,visits,clicks,load,before,age\n"
      + units.map {
        "\($0.user),\($0.arm),\($0.store),\($0.region),\($0.channel),\($0.sold),\($0.spend),\($0.visits),\($0.clicks),\($0.load),"
          + "\($0.before),\($0.age)\n"
      }.joined()
  }

  /// The same outcomes for a unit.
  private static func set(
    _ unit: inout Unit, _ sold: String, _ spend: String, _ visits: String, _ clicks: String, _ load: String
  ) {
    (unit.sold, unit.spend, unit.visits, unit.clicks, unit.load) = (sold, spend, visits, clicks, load)
  }

  static let all: [DegenerateData] =
    size + constants + clustersAndStrata + covariates + outcomes + denominators + numbers

  private static let size = [
    DegenerateData("nothing degenerate"),
    DegenerateData("one unit per variant", of: 2), DegenerateData("two units per variant", of: 4),
    DegenerateData("three units per variant", of: 6),
    DegenerateData("one unit in control", where: { $0.arm == "new" || $0.position == 0 }),
    DegenerateData("a weight of zero with units", hasThird: true) { unit in
      if unit.position % 7 == 3 { unit.arm = "more" }
    },
    DegenerateData("a weight of zero without units", hasThird: true),
  ]

  private static let constants = [
    DegenerateData("all the same") { set(&$0, "1", "5", "2", "3", "1.5") },
    DegenerateData("all zero") { set(&$0, "0", "0", "2", "0", "1.5") },
    DegenerateData("each variant the same") { unit in
      if unit.arm == "old" { set(&unit, "1", "5", "2", "3", "1.5") } else { set(&unit, "0", "7", "3", "4", "2.5") }
    },
    DegenerateData("control the same") { unit in if unit.arm == "old" { set(&unit, "1", "5", "2", "3", "1.5") } },
    DegenerateData("treatment zero") { unit in if unit.arm == "new" { set(&unit, "0", "0", "2", "0", "1.5") } },
    DegenerateData("one odd unit") { unit in
      if unit.user == "u7" { set(&unit, "0", "9", "4", "1", "9.5") } else { set(&unit, "1", "5", "2", "3", "1.5") }
    },
    DegenerateData("a small variant without the rare event", of: 400, weights: (19, 1)) { unit in
      let index = Int(unit.user.dropFirst()) ?? 0
      unit.arm = index % 20 == 0 ? "new" : "old"
      unit.store = "\(unit.arm)\(index / 20 % 20)"
      unit.region = index / 20 % 2 == 0 ? "n" : "s"
      let event = index % 50 == 1 ? "1" : "0"
      set(&unit, event, event, "1", event, "1.5")
    },
  ]

  private static let clustersAndStrata = [
    DegenerateData("one cluster in control", isStructural: true) { unit in
      if unit.arm == "old" { (unit.store, unit.region) = ("s0", "n") }
    },
    DegenerateData("one cluster in each variant", isStructural: true) { ($0.store, $0.region) = ($0.arm, "n") },
    DegenerateData("three clusters in each variant", isStructural: true) { unit in
      (unit.store, unit.region) = ("\(unit.arm)\(unit.position % 3)", unit.position % 3 == 0 ? "n" : "s")
    },
    DegenerateData("a stratum in one variant only", isStructural: true) { unit in
      if unit.arm == "old" { unit.region = "n" }
    },
    DegenerateData("strata that are the variants", isStructural: true) { $0.region = $0.arm },
    DegenerateData("a stratum for each pair", isStructural: true) { unit in
      (unit.store, unit.region) = ("\(unit.arm)\(unit.position)", "r\(unit.position)")
    },
  ]

  private static let covariates = [
    DegenerateData("collinear covariates") { $0.age = "\(2 * (Double($0.before) ?? 0))" },
    DegenerateData("constant covariates") { ($0.before, $0.age, $0.channel) = ("3", "4", "a") },
    DegenerateData("covariates constant in control") { unit in
      if unit.arm == "old" { (unit.before, unit.age, unit.channel) = ("3", "4", "a") }
    },
    DegenerateData("covariates missing everywhere") { ($0.before, $0.age) = ("", "") },
    DegenerateData("covariates missing in control") { unit in
      if unit.arm == "old" { (unit.before, unit.age) = ("", "") }
    },
    DegenerateData("a covariate that is the outcome") { ($0.before, $0.age) = ($0.spend, $0.clicks) },
    DegenerateData("a covariate that is the outcome but for the treatment") { unit in
      unit.before = unit.spend
      if unit.arm == "new" { unit.spend = "\((Double(unit.spend) ?? 0) + 2)" }
    },
  ]

  private static let outcomes = [
    DegenerateData("no outcome in control") { unit in
      if unit.arm == "old" { (unit.sold, unit.spend, unit.clicks, unit.load) = ("", "", "", "") }
    },
    DegenerateData("one outcome in control") { unit in
      if unit.arm == "old", unit.position > 0 { (unit.sold, unit.spend, unit.clicks, unit.load) = ("", "", "", "") }
    },
  ]

  private static let denominators = [
    DegenerateData("denominators of zero") { $0.visits = "0" },
    DegenerateData("denominators of zero in control") { unit in if unit.arm == "old" { unit.visits = "0" } },
    DegenerateData("denominators around zero") { $0.visits = $0.position % 2 == 0 ? "3" : "-3" },
  ]

  private static let numbers = [
    DegenerateData("values below zero") { ($0.spend, $0.clicks) = ("-\($0.spend)", "-\($0.clicks)") },
    DegenerateData("values whose squares are no doubles") {
      ($0.spend, $0.before) = ("\($0.spend)e200", "\($0.before)e150")
    },
    DegenerateData("values near the smallest double") { $0.spend += "e-300" },
    DegenerateData("a spread of a billionth") { $0.spend = "1000000.00000000\($0.spend.filter { $0 != "." })" },
  ]
}
