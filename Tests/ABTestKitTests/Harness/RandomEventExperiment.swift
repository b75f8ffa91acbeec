import TestSupport

/// A random log with random facts over it, and random metrics over these: as a spec, and as loops.
struct RandomEventExperiment {
  struct Fact {
    let hasID: Bool
    let condition: NaiveTerm.Condition?
  }

  struct Metric {
    let json: String
    let fact: Int
    /// Two of a ratio.
    let terms: [NaiveTerm]
    /// What stands before exposure, as a covariate.
    let earlier: [NaiveTerm]
    let keepsAll: Bool
  }

  let name: String
  let facts: [Fact]
  let metrics: [Metric]
  let funnel: NaiveFunnel
  let funnelKeys: String
  /// Without it, all exposed units are analyzed.
  let trigger: (fact: Int, term: NaiveTerm)?
  private let triggerKeys: String
  private let log: RandomEventLog

  var naive: NaiveEvents { log.naive }

  /// - Parameter logs: how many random logs of different users are taken together.
  init(seed: UInt64, logs: Int) {
    var random = SeededRandom(seed: seed &* 31 &+ 7)
    name = "seed \(seed)"
    log = RandomEventLog(seed: seed, parts: logs)
    facts = (0..<random.integer(1...2)).map { _ in
      Fact(hasID: random.chance(0.6), condition: random.chance(0.3) ? random.element(of: NaiveTerm.Condition.all) : nil)
    }
    let (count, naive) = (facts.count, log.naive)
    let days = naive.start.flatMap { start in naive.end.map { ($0 - start) / 86_400 } } ?? .max / 86_400
    metrics = (0..<4).map { Self.metric("m\($0)", fact: random.integer(0...count - 1), days: days, &random) }
    (funnel, funnelKeys) = NaiveFunnel.random(facts: count, &random)
    guard random.chance(0.25) else {
      (trigger, triggerKeys) = (nil, "")
      return
    }
    let (fact, condition) = (random.integer(0...count - 1), random.element(of: NaiveTerm.Condition.all))
    // Short enough for every experiment.
    let window = NaiveEvents.Window(from: 0, to: random.element(of: [6, 24]) * 3_600)
    trigger = (fact, NaiveTerm(aggregate: "any", condition: condition, window: window))
    triggerKeys =
      #", "trigger": { "fact": "log\#(fact)", "where": "\#(condition.text)", "within": "\#(window.to / 3_600)h" }"#
  }

  /// - Parameter days: what the experiment lasts; nothing longer could be complete.
  private static func metric(_ name: String, fact: Int, days: Int, _ random: inout SeededRandom) -> Metric {
    let (window, keys) = NaiveEvents.Window.random(&random)
    let keepsAll = random.chance(0.3) || window.to > days * 86_400
    let rest = #"\#(keys)\#(keepsAll ? #", "maturity": "all""# : "")"#
    let condition = random.chance(0.6) ? random.element(of: NaiveTerm.Condition.all) : nil
    let filter = condition.map { #", "where": "\#($0.text)""# } ?? ""
    let of = #""fact": "log\#(fact)""#
    func metric(_ type: String, _ aggregate: String, _ own: String = "") -> Metric {
      Metric(
        json: #"{ "name": "\#(name)", "type": "\#(type)", \#(of)\#(own)\#(filter), \#(rest) }"#, fact: fact,
        terms: [NaiveTerm(aggregate: aggregate, condition: condition, window: window)], earlier: [], keepsAll: keepsAll)
    }
    switch random.integer(0...9) {
    case 0: return metric("proportion", "any")
    case 1: return metric("count", "count")
    case 2: return metric("retention", "any", keys.contains("after") ? "" : #", "after": "0h""#)
    case 3:
      let second = random.chance(0.5) ? random.element(of: NaiveTerm.Condition.all) : nil
      let part = second.map { #", "where": "\#($0.text)""# } ?? ""
      return Metric(
        json:
          #"{ "name": "\#(name)", "type": "ratio", "numerator": { \#(of), "value": "value"\#(filter) }, "denominator": { \#(of)\#(part) }, \#(rest) }"#,
        fact: fact,
        terms: [
          NaiveTerm(aggregate: "sum", condition: condition, window: window),
          NaiveTerm(aggregate: "count", condition: second, window: window),
        ], earlier: [], keepsAll: keepsAll)
    default:
      let aggregate = random.element(of: [
        "sum", "sum", "count", "days", "count-distinct", "max", "min", "first", "last",
      ])
      let (drops, days) = (random.chance(0.25), random.chance(0.4) ? random.integer(1...4) : nil)
      let value =
        ["count", "days"].contains(aggregate)
        ? "" : #", "value": "\#(aggregate == "count-distinct" ? "kind" : "value")""#
      let missing = drops ? #", "missing": "drop""# : ""
      let covariate = days.map { #", "covariates": [{ "metric": "self", "before": "\#($0)d" }]"# } ?? ""
      let term = NaiveTerm(aggregate: aggregate, condition: condition, window: window, drops: drops)
      return Metric(
        json:
          #"{ "name": "\#(name)", "type": "mean", \#(of)\#(value), "aggregate": "\#(aggregate)"\#(filter)\#(missing)\#(covariate), \#(rest) }"#,
        fact: fact, terms: [term],
        earlier: days.map {
          [NaiveTerm(aggregate: aggregate, condition: condition, window: window.earlier($0), drops: drops)]
        } ?? [],
        keepsAll: keepsAll)
    }
  }

  private var spec: String {
    let period = [("start", log.start), ("end", log.end)].map { key, text in
      text.map { #", "\#(key)": "\#($0.split(separator: " ")[0])""# } ?? ""
    }
    let facts = facts.enumerated().map { index, fact in
      let id = fact.hasID ? #", "id": "id""# : ""
      let filter = fact.condition.map { #", "where": "\#($0.text)""# } ?? ""
      return
        #""log\#(index)": { "source": "events.csv", "unit": "who", "time": "at"\#(id)\#(filter), "timezone": "\#(log.factZone.rawValue)" }"#
    }
    let all = metrics.map(\.json) + [#"{ "name": "f", \#(funnelKeys) }"#]
    return """
      { "abtest": 1, "name": "loops"\(period.joined()), "data": { "timezone": "\(naive.zone.rawValue)", "unreadable": "drop",
          "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen", "attributes": ["country"]\(triggerKeys) },
          "facts": { \(facts.joined(separator: ", ")) } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [\(all.joined(separator: ",\n"))] }
      """
  }

  func write(to folder: ScratchFolder, under name: String) throws {
    try folder.write(
      "user,variant,seen,country,shop\n" + log.exposureLines.joined(separator: "\n") + "\n",
      to: "\(name)/exposures.csv")
    try folder.write(
      "id,who,at,value,kind,paid\n" + log.eventLines.joined(separator: "\n") + "\n", to: "\(name)/events.csv")
    try folder.write(spec, to: "\(name)/spec.json")
  }
}
