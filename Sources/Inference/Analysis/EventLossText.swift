internal import Diagnostics
internal import Planning
internal import Terms

/// What lost events lack, and what to do about it, in words.
extension EventLoss {
  /// As the end of a sentence about several.
  func lack(_ summary: ExperimentSummary) -> String {
    switch measure {
    case .presence: "are there"
    case .time: "have no time that can be read"
    case .event(let term):
      "have \(missing(of: term, summary).joined(separator: " or "))"
    }
  }

  func remedy(_ summary: ExperimentSummary) -> String {
    switch measure {
    case .presence, .time: "fill the times in"
    case .event(let term):
      value(lackedBy: term, summary).map {
        "fill what is missing, or select the events that have a value with \"where\": \"\($0) is not null\""
      } ?? "fill the ids in"
    }
  }

  private func missing(of term: FactTerm, _ summary: ExperimentSummary) -> [String] {
    let lacksID = (ledger(summary)?[.blankID] ?? 0) > 0
    return (lacksID ? ["no id"] : []) + (value(lackedBy: term, summary).map { ["no usable \(quoted($0))"] } ?? [])
  }

  /// The value that a term asks for and some events lack.
  private func value(lackedBy term: FactTerm, _ summary: ExperimentSummary) -> String? {
    term.value.map(\.text.text).flatMap { text in
      ledger(summary)?.withoutValue.contains { $0.value == text } == true ? text : nil
    }
  }

  private func ledger(_ summary: ExperimentSummary) -> EventLedger? { summary.events?.facts.first { $0.fact == fact } }
}

extension ExperimentSummary {
  /// Rows of events that a metric has lost, up to as many as are shown.
  func rows(of loss: EventLoss, in fact: PlannedFact) -> [RowExample] {
    let causes: [DroppedEventRows.Cause] =
      switch loss.measure {
      case .presence: []
      case .time: [.reason(.blankTime), .reason(.unreadableTime)]
      case .event(let term): (term.value == nil ? [] : [.value(fact.value(of: term))]) + [.reason(.blankID)]
      }
    let rows = droppedEvents.filter { $0.fact == loss.fact && causes.contains($0.cause) }.flatMap(\.rows)
    return Array(rows.prefix(RowExample.most))
  }
}
