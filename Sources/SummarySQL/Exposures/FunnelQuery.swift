internal import Diagnostics
internal import Planning
internal import Specification

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

  func kept() -> KeptQuery {
    var query = SQLText()
    query.step("step_events", facts.map(events).joined(separator: " union all "))
    let marks = steps.map { "m\($0)" }
    let first = "case \(steps.map { "when m\($0) then \($0) " }.joined())end"
    let last = "case \(steps.reversed().map { "when m\($0) then \($0) " }.joined())end"
    query.step(
      "ordered_events",
      "select *, row_number() over (partition by unit_key order by moment, \(first), \(last), "
        + "\(marks.joined(separator: ", "))) as pos from step_events")
    query.step("step0", "select *, m0 as v0 from ordered_events")
    for step in steps.dropFirst() {
      query.step("step\(step)", "select *, (\(reaches(step))) is true as v\(step) from step\(step - 1)")
    }
    let reached = steps.map { step in
      let all = funnel.order == .any ? (0...step).map { "max(case when m\($0) then 1 else 0 end)" } : []
      let any = funnel.order == .any ? all.joined(separator: " * ") : "max(case when v\(step) then 1 else 0 end)"
      return "\(any) as r\(step)"
    }
    return KeptQuery(
      name: KeptTable.funnel(index),
      select: query.ending(
        "select unit_key, \(reached.joined(separator: ", ")) from step\(funnel.order == .any ? 0 : steps.count - 1) group by unit_key"
      ))
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
    return "select unit_key, moment, \(named.joined(separator: ", ")) from \(KeptTable.events(index)) "
      + "where place = 0 and (\(marks.joined(separator: " or ")))"
  }

  /// Whether an event reaches a step.
  private func reaches(_ step: Int) -> String {
    let earlier = "over (partition by unit_key order by pos rows between unbounded preceding and 1 preceding)"
    let limit = funnel.steps[step].within.map { "< \($0.microseconds)" } ?? "is not null"
    switch funnel.order {
    case .any: return "m\(step)"
    case .inOrder:
      return "m\(step) and moment - max(case when v\(step - 1) then moment end) \(earlier) \(limit)"
    case .strict:
      // The latest event that is none of this step must have reached the step before.
      let other = "max(case when not m\(step) then 2 * pos + case when v\(step - 1) then 1 else 0 end end) \(earlier)"
      let time = "max(case when not m\(step) then moment end) \(earlier)"
      return "m\(step) and \(other) % 2 = 1 and moment - \(time) \(limit)"
    }
  }
}
