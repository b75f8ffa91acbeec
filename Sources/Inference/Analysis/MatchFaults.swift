internal import Diagnostics
internal import Planning
internal import Terms

/// Facts of which no event belongs to a unit of the data: every unit would count as one without events.
struct MatchFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    let found = (plan.exposures?.facts ?? []).compactMap { fact in
      summary.events?.facts.first { $0.fact == fact.name }.flatMap { foreign(fact, $0) }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func foreign(_ fact: PlannedFact, _ ledger: EventLedger) -> Diagnostic? {
    let unknown = ledger[.unknownUnit] + ledger[.unknownCluster]
    guard ledger.ofKnownUnits == 0, unknown > 0 else { return nil }
    return Diagnostic(
      code: .unmatchedUnits, at: fact.unitPlace,
      "no event of the fact \(quoted(fact.name)) belongs to a unit of the data: \(unknown == 1 ? "1 event has" : "\(unknown) events have") another unit, such as \(examples(fact))",
      remedy:
        "name the column of \(shortened(fact.sourceName)) that has the values of \(quoted(plan.files.unit ?? "")) with \"unit\", and write both the same way"
    )
  }

  private func examples(_ fact: PlannedFact) -> String {
    summary.droppedEvents.filter {
      $0.fact == fact.name && [.reason(.unknownUnit), .reason(.unknownCluster)].contains($0.cause)
    }
    .flatMap(\.rows).inWords
  }
}
