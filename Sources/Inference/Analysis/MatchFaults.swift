internal import Diagnostics
internal import Planning
internal import Terms

/// Facts of which no event can belong to a unit of the data: every unit would count as one without events.
struct MatchFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    guard plan.accepted[.empty] == nil else { return }
    let found = (plan.exposures?.facts ?? []).compactMap { fact in
      summary.events?.facts.first { $0.fact == fact.name }.flatMap { fault(fact, $0) }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func fault(_ fact: PlannedFact, _ ledger: EventLedger) -> Diagnostic? {
    let (name, source) = (quoted(fact.name), shortened(fact.sourceName))
    guard ledger.read > 0 else {
      return Diagnostic(
        code: .emptySource, at: fact.unitPlace, "the fact \(name) has no rows: \(source) has none",
        remedy: "name the file that has them; \(orAccept)")
    }
    guard ledger.isForeign else { return nil }
    let reasons = ledger.reasonsAtFault
    let found = reasons.map { reason in
      let shown = rows(fact, reason)
      let count = "\(ledger[reason]) event\(ledger[reason] == 1 ? "" : "s")"
      return "\(reason.rawValue): \(count)\(shown.isEmpty ? "" : ", such as \(shown.inWords)")"
    }
    let foreign = ledger[.unknownUnit] + ledger[.unknownCluster]
    let isMostlyForeign = reasons.allSatisfy { ledger[$0] <= foreign }
    return Diagnostic(
      code: .unmatchedUnits, at: fact.unitPlace,
      "no event of the fact \(name) belongs to a unit of the data (\(found.joined(separator: "; ")))",
      remedy: isMostlyForeign
        ? "name the column of \(source) that has the values of \(quoted(plan.files.unit ?? "")) with \"unit\", and write both the same way"
        : "fill the column that these rows lack, or name another one in the fact; \(orAccept)")
  }

  private var orAccept: String {
    "if there are no events, add \"accept\": { \"empty\": \"...\" } to \"decision\" with the reason"
  }

  private func rows(_ fact: PlannedFact, _ reason: EventLedger.Reason) -> [RowExample] {
    summary.droppedEvents.filter { $0.fact == fact.name && $0.cause == .reason(reason) }.flatMap(\.rows)
  }
}

extension EventLedger {
  /// Whether no event belongs to a unit of the data, for faults of the log or because all have other units.
  var isForeign: Bool { sharing == nil && ofKnownUnits == 0 && !reasonsAtFault.isEmpty }
}
