internal import Diagnostics
package import Planning
internal import Statistics
internal import Terms

/// Do the events of each fact belong to the units, and can their times and values be read?
package struct EventLogCheck: DataCheckRule {
  package static let name = "events"
  /// Share of the events of a fact above which ids that stand for several events are no accident, if they are many.
  static let largestShareDiffering = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    (summary.events?.facts ?? []).filter { $0.sharing == nil }.flatMap {
      [check($0, plan, summary)] + [mixedClocks($0, plan), sharedIDs($0, plan)].compactMap(\.self)
    }
  }

  /// Times of two clocks in one file are each read as they are written, which may not be what their writer meant.
  private static func mixedClocks(_ ledger: EventLedger, _ plan: AnalysisPlan) -> DataCheck? {
    guard ledger.withOffset > 0, ledger.withoutOffset > 0,
      let zone = plan.exposures?.facts.first(where: { $0.name == ledger.fact })?.zone
    else { return nil }
    return DataCheck(
      name, .warning,
      "the fact \(ledger.fact) mixes clocks: \(.count(ledger.withOffset)) of its times state their offset from UTC, and "
        + "\(.count(ledger.withoutOffset)) do not and are read as times in \(zone)",
      counts: [(name: "with offset", count: ledger.withOffset), (name: "without offset", count: ledger.withoutOffset)])
  }

  /// Of events under one id the earliest counts, and the others are lost: a column that is not their id loses most of them.
  private static func sharedIDs(_ ledger: EventLedger, _ plan: AnalysisPlan) -> DataCheck? {
    let (differing, events) = (ledger[.differing], ledger.read - ledger[.repeated])
    guard differing >= EventLedger.many, Double(differing) > largestShareDiffering * Double(events),
      let id = plan.exposures?.facts.first(where: { $0.name == ledger.fact })?.id
    else { return nil }
    let isDecisive = plan.metrics.contains { metric in
      metric.role.decides
        && plan.factTerms(of: metric.name).contains { $0.fact.value == ledger.fact }
    }
    return DataCheck(
      name, isDecisive ? .failed : .warning,
      "\(.count(differing)) of \(.count(events)) events of the fact \(ledger.fact) have the \(quoted(id)) of another event that differs, and do not count; name the column that tells events apart with \(quoted("id")), or leave \(quoted("id")) out if every row is an event; if the copies are known, add \("\"accept\": { \"lost\": \"...\" }") to \(quoted("decision")) with the reason",
      counts: [(name: "read", count: ledger.read), (name: "differing", count: differing)],
      gate: isDecisive ? .lost : nil)
  }

  private static func check(
    _ ledger: EventLedger, _ plan: AnalysisPlan, _ summary: ExperimentSummary
  ) -> DataCheck {
    let fact = plan.exposures?.facts.first { $0.name == ledger.fact }
    let isTimed = fact?.time != nil
    let counts = [(name: "read", count: ledger.read), (name: "counted", count: ledger.counted)]
    let joined = ledger.ofKnownUnits
    let values = fact?.values.map(\.text.text) ?? []
    func shown(_ cause: DroppedEventRows.Cause) -> Phrase {
      let written = unreadable(cause, fact, summary)
      let places = written.map(\.place)
      let rows =
        written
        + (summary.droppedEvents.first { $0.fact == ledger.fact && $0.cause == cause }?.rows ?? []).filter {
          !places.contains($0.place)
        }
      return rows.isEmpty ? "" : " (\(Array(rows.prefix(RowExample.most)).inWords))"
    }
    let found: [Phrase] =
      EventLedger.faults.filter { ledger[$0] > 0 }.map { reason in
        "\(.count(ledger[reason])) \(reason.rawValue)\(shown(.reason(reason)))"
      }
      + ledger.withoutValue.map { lacking in
        let value = values.firstIndex(of: lacking.value)
        return
          "\(.count(lacking.events)) counted without a usable \(quoted(lacking.value))\(value.map { shown(.value($0)) } ?? "")"
      }
    let problems: Phrase = found.isEmpty ? "" : "; among its events: \(found.joined(separator: ", "))"
    let conditions = fact?.conditions.indices.map { shown(.condition($0)) }.first { !$0.isEmpty } ?? ""
    let undecided: Phrase =
      ledger.undecided == 0
      ? "" : "; \(.count(ledger.undecided)) lack what a condition asks for, and do not meet it\(conditions)"
    if ledger.read == 0 {
      return DataCheck(name, .warning, "the fact \(ledger.fact) has no events", counts: counts)
    }
    if joined == 0, ledger[.filtered] + ledger[.undecided] == ledger.read {
      return DataCheck(
        name, .warning, "no event of the fact \(ledger.fact) meets its \(quoted("where"))", counts: counts)
    }
    if joined == 0 {
      return DataCheck(
        name, .warning,
        "no event of the fact \(ledger.fact) belongs to a unit of the assignments: the two columns may hold different keys"
          + problems, counts: counts)
    }
    if ledger.counted == 0, ledger[.beforeExposure] == joined {
      return DataCheck(
        name, .warning,
        "all \(.count(joined)) events of units in the fact \(ledger.fact) happened before exposure: the times may be in another time zone, "
          + "or exposures may be logged too late\(problems)", counts: counts)
    }
    if ledger.counted == 0, !isTimed {
      return DataCheck(
        name, .warning, "no event of the fact \(ledger.fact) belongs to a unit that is analyzed\(problems)",
        counts: counts)
    }
    if ledger.counted == 0 {
      return DataCheck(
        name, .warning,
        "no event of the fact \(ledger.fact) lies in a window: the times may be in another time zone, or the window may be too early"
          + problems,
        counts: counts)
    }
    return DataCheck(
      name, found.isEmpty ? .passed : .warning,
      "\(.count(ledger.counted)) of \(.count(ledger.read)) events of the fact \(ledger.fact) \(isTimed ? "lie in a window of a unit" : "belong to a unit that is analyzed")\(problems)\(undecided)",
      counts: counts)
  }

  /// Rows whose values are there and cannot be read.
  private static func unreadable(
    _ cause: DroppedEventRows.Cause, _ fact: PlannedFact?, _ summary: ExperimentSummary
  ) -> [RowExample] {
    guard let fact else { return [] }
    let columns: [String] =
      switch cause {
      case .reason(.unreadableTime): [fact.time].compactMap(\.self)
      case .value(let value): fact.values[value].columns.map(\.name)
      case .reason, .condition: []
      }
    return summary.unreadable.filter { $0.term.fact == fact.name && columns.contains($0.term.column) }
      .flatMap(\.examples)
  }
}
