internal import Diagnostics
internal import Planning
internal import Terms

/// How far each unit got through a funnel, from the events that are kept of its facts.
///
/// A step is reached by an event of it when the step before was reached at the same time or earlier, within the time that is
/// allowed since. Of all such earlier events the latest one leaves most time, so that keeping its time alone finds every
/// sequence there is. Of events at one time, those of earlier steps come first; an event serves one step only.
struct FunnelQuery {
  let exposures: PlannedExposures
  let index: Int
  let dialect: any SQLDialect

  private var funnel: FunnelTerm { exposures.funnels[index] }
  private var steps: Range<Int> { funnel.steps.indices }

  func table() -> TableQuery {
    var query = SQLText()
    query.step("step_events", facts.map(events).joined(separator: " union all "))
    let marks = steps.map { "m\($0)" }
    let first = "case \(steps.map { "when m\($0) then \($0) " }.joined())end"
    let last = "case \(steps.reversed().map { "when m\($0) then \($0) " }.joined())end"
    query.step(
      "ordered_events",
      "select *, row_number() over (partition by \(.unitKey) order by \(.age), \(first), \(last), "
        + "\(marks.joined(separator: ", "))) as pos from step_events")
    query.step("step0", "select *, m0 as v0 from ordered_events")
    for step in steps.dropFirst() {
      query.step("step\(step)", "select *, (\(reaches(step))) is true as v\(step) from step\(step - 1)")
    }
    let earliest = steps.map { "min(case when v\($0) then \(.age) end) as e\($0)" }
    query.step(
      "earliest",
      "select \(.unitKey), \(earliest.joined(separator: ", ")) from step\(steps.count - 1) group by \(.unitKey)")
    return TableQuery(
      name: TableName.funnel(index),
      select: query.ending("select \(.unitKey), \(steps.flatMap(passage).joined(separator: ", ")) from earliest"))
  }

  /// Of one step: whether a unit reached it, and the microseconds from the time at which it first had reached the step before,
  /// or from exposure, to the time at which it first had reached this one.
  private func passage(_ step: Int) -> [String] {
    let earlier = funnel.order == .any ? Array(0...step) : [step]
    let isReached = earlier.map { "e\($0) is not null" }.joined(separator: " and ")
    let since = step == 0 ? "" : " - \(completion(step - 1))"
    return [
      "case when \(isReached) then 1 else 0 end as \(.reached(step))",
      "case when \(isReached) then \(completion(step))\(since) end as \(.passage(step))",
    ]
  }

  /// The age at which all steps up to one were behind a unit that reached it.
  private func completion(_ step: Int) -> String {
    guard funnel.order == .any, step > 0 else { return "e\(step)" }
    return "greatest(\((0...step).map { "e\($0)" }.joined(separator: ", ")))"
  }

  /// The facts of the steps, each once.
  private var facts: [Int] {
    exposures.facts.indices.filter { index in
      funnel.terms.contains { $0.fact.value == exposures.facts[index].name }
    }
  }

  /// The events of one fact that are an event of some step, with a mark for each step.
  private func events(_ index: Int) -> String {
    let fact = FactQuery(exposures: exposures, index: index, scales: EventScales(), dialect: dialect)
    let marks = steps.map { step -> String in
      let term = funnel.steps[step].term
      guard term.fact.value == exposures.facts[index].name else { return "false" }
      return "(\(fact.selects(term)))"
    }
    let named = marks.enumerated().map { "\($1) as m\($0)" }
    return "select \(.unitKey), \(.age), \(named.joined(separator: ", ")) from \(TableName.events(index)) "
      + "where \(.place) = 0 and (\(marks.joined(separator: " or ")))"
  }

  /// Whether an event reaches a step.
  private func reaches(_ step: Int) -> String {
    let earlier = "over (partition by \(.unitKey) order by pos rows between unbounded preceding and 1 preceding)"
    func latest(_ column: String, where condition: String) -> String {
      "max(case when \(condition) then \(column) end) \(earlier)"
    }
    let limit = funnel.steps[step].within.map { "< \($0.microseconds)" } ?? "is not null"
    let isSoon = "\(.age) - \(latest("\(.age)", where: "v\(step - 1)")) \(limit)"
    switch funnel.order {
    case .any: return "m\(step)"
    case .inOrder: return "m\(step) and \(isSoon)"
    case .strict:
      // Since the step before was last reached there are only further events of this one.
      let others = "coalesce(\(latest("pos", where: "not m\(step)")), 0)"
      return "m\(step) and \(isSoon) and \(latest("pos", where: "v\(step - 1)")) >= \(others)"
    }
  }
}
