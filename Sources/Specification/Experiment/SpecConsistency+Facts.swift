import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Facts are joined to units by their key, and selected by the time since their exposure.
  func checkFacts() {
    let terms = metrics.flatMap(\.metric.terms).flatMap(\.facts) + [data.trigger].compactMap(\.self)
    let names = data.factNames
    var reported = Set<String>()
    for term in terms where !names.contains(term.fact.value) && reported.insert(term.fact.value).inserted {
      let near = suggestion(for: term.fact.value, among: names).map { "did you mean \(quoted($0))?" }
      faults.error(
        .unknownFact, at: term.fact.place, "there is no fact \(quoted(term.fact.value))",
        remedy: near ?? (names.isEmpty ? "describe it under \"facts\" in \"data\"" : use(oneOf: names)))
    }
    checkExposure(data.facts.first?.name.place)
    checkWindows()
    if let trigger = data.trigger, let cluster = data.cluster {
      faults.error(
        .notSupportedYet, at: trigger.fact.place, "\"trigger\" is not supported yet for units in clusters",
        remedy: "leave \"trigger\" out, or analyze without the clusters \(quoted(cluster.value))")
    }
    checkJoins()
    // A faulty metric is not here, and may well use a fact.
    guard !faults.hasErrors else { return }
    let used = Set(terms.map(\.fact.value))
    for fact in data.facts where !used.contains(fact.name.value) {
      faults.warning(
        .unsuitableFact, at: fact.name.place, "no metric uses the fact \(quoted(fact.name.value)), so it is not read",
        remedy: "leave it out, or add a metric that uses it")
    }
  }

  /// - Parameter facts: where the first fact stands, if there is any.
  private func checkExposure(_ facts: SourcePlace?) {
    guard let place = data.time?.place ?? facts else { return }
    let whose = data.time == nil ? "facts" : "\"time\""
    if data.rows != .units {
      faults.error(
        .unsuitableRows, at: place,
        "\(whose) cannot be combined with rows of \(data.rows.rawValue): there is no exposure",
        remedy:
          "write \"rows\": \"units\" and give one row per exposure, or leave facts and \"time\" to a spec of their own")
      return
    }
    if data.unit == nil {
      faults.error(
        .missingKey, at: data.place, "\"data\" has \(whose) but no key \"unit\"",
        remedy: "add \"unit\": the column with the unit that was exposed")
    }
    if data.time == nil, let timed = data.facts.first(where: { $0.time != nil }) {
      faults.error(
        .missingKey, at: data.place,
        "the fact \(quoted(timed.name.value)) has times, but \"data\" has no key \"time\", so that no window can begin",
        remedy:
          "add \"time\": the column with the time of exposure; or leave \"time\" out of the fact, and all of its rows count"
      )
    }
  }

  func checkPeriod(_ start: Positioned<Moment>?, _ end: Positioned<Moment>?) {
    for (key, moment) in [("start", start), ("end", end)] where data.time == nil {
      guard let moment else { continue }
      faults.error(
        .unsuitableRows, at: moment.place, "\(quoted(key)) applies only with a time of exposure",
        remedy: data.rows == .units
          ? "name its column: \"time\" in \"data\"; or leave \(quoted(key)) out"
          : "leave \(quoted(key)) out, and select rows with \"where\"")
    }
    guard let start, let end, (start.value.offset == nil) == (end.value.offset == nil) else { return }
    let length = end.value.microseconds - start.value.microseconds
    if length <= 0 {
      faults.error(
        .outOfRange, at: end.place, "\"end\" is not after \"start\"",
        remedy: "\"end\" is the first moment that no longer counts")
      return
    }
    // A change of clocks can add an hour to local times.
    for metric in metrics where metric.maturity == .complete {
      let facts = metric.metric.terms.flatMap(\.facts) + [data.trigger].compactMap(\.self)
      guard let window = facts.map(\.window.to).max(),
        window > length + 3_600_000_000
      else { continue }
      faults.error(
        .outOfRange, at: metric.name.place,
        "the window of \(quoted(metric.name.value)) is longer than the experiment, so no window would be complete",
        remedy: "shorten the window, or write \"maturity\": \"all\" to count what happened until the end")
    }
  }
}
