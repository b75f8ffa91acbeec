internal import Diagnostics
internal import Planning
internal import Terms

/// What lost events lack, and what to do about it, in words.
struct EventLossText {
  private let loss: EventLoss
  private let fact: PlannedFact
  private let ledger: EventLedger
  /// Rows of such events, up to as many as are shown.
  let rows: [RowExample]

  /// nil where nothing is known of the fact.
  init?(_ loss: EventLoss, _ plan: AnalysisPlan, _ summary: ExperimentSummary) {
    guard let fact = plan.exposures?.facts.first(where: { $0.name == loss.fact }),
      let ledger = summary.events?.facts.first(where: { $0.fact == loss.fact })
    else { return nil }
    (self.loss, self.fact, self.ledger) = (loss, fact, ledger)
    let causes: [DroppedEventRows.Cause] =
      switch loss.measure {
      case .presence: []
      case .filter: [.reason(.undecided)]
      case .condition(let term): fact.condition(of: term).map { [.condition($0)] } ?? []
      case .time: [.reason(.blankTime), .reason(.unreadableTime)]
      case .event(let term): (term.value == nil ? [] : [.value(fact.value(of: term))]) + [.reason(.blankID)]
      }
    let found = summary.droppedEvents.filter { $0.fact == loss.fact && causes.contains($0.cause) }.flatMap(\.rows)
    rows = Array(found.prefix(RowExample.most))
  }

  /// As the end of a sentence about several.
  var lack: String {
    switch loss.measure {
    case .presence: "are there"
    case .filter: "lack what the condition of the fact asks for, \(fact.source.filter?.text.text ?? "")"
    case .condition(let term): "lack what the condition asks for, \(term.condition?.text.text ?? "")"
    case .time: "have no time that can be read"
    case .event(let term):
      "have "
        + ((ledger[.blankID] > 0 ? ["no id"] : [])
        + (value(lackedBy: term).map { ["no usable \(quoted(plainName(of: $0)))"] } ?? [])).joined(separator: " or ")
    }
  }

  /// The rows in question are named where the events of one variant alone are lost, and a blank cannot be meant.
  var remedy: String {
    let fill = "in \(shortened(fact.sourceName))"
    switch loss.measure {
    case .presence: return accepting
    case .filter: return "fill \(columns(fact.source.filter)) \(fill)\(explicit(fact.source.filter))"
    case .condition(let term): return "fill \(columns(term.condition)) \(fill)\(explicit(term.condition))"
    case .time: return "fill \(quoted(fact.time ?? "")) \(fill)"
    case .event(let term):
      guard let value = value(lackedBy: term) else { return "fill \(quoted(fact.id ?? "")) \(fill)" }
      let ids = ledger[.blankID] > 0 ? [quoted(fact.id ?? "")] : []
      return "fill \(listed(ids + [columns(value)])) \(fill)"
        + (isMeant
          ? ", or select the events that have a value with \"where\": \"\(escaped(value.text.text)) is not null\" if the others have none by their nature"
          : "")
    }
  }

  /// Whether a blank may be meant: that of one variant alone is not.
  private var isMeant: Bool { loss.arms.allSatisfy { $0.lost > 0 } }

  /// A condition that says what a blank means.
  private func explicit(_ condition: TypedExpression?) -> String {
    guard isMeant, let condition, let column = condition.columns.first?.name, column.isPlainName else { return "" }
    return
      ", or write \"where\": \"\(column) is not null and (\(escaped(condition.text.text)))\" if it is blank by its nature"
  }

  /// As it stands in a text of JSON.
  private func escaped(_ text: String) -> String { text.replacing("\"", with: "\\\"") }

  /// The way past a gate.
  var accepting: String {
    "if it may be so, add \"accept\": { \"missing\": \"...\" } to \"decision\" with the reason"
  }

  private func columns(_ expression: TypedExpression?) -> String {
    listed(unique(expression?.columns.map(\.name) ?? []).map { quoted($0) })
  }

  /// A column without the quotes of expressions.
  private func plainName(of value: TypedExpression) -> String {
    if case .column(let column) = value.root.node { column.name } else { value.text.text }
  }

  /// The value that a term asks for and some events lack.
  private func value(lackedBy term: FactTerm) -> TypedExpression? {
    term.value.flatMap { value in ledger.withoutValue.contains { $0.value == value.text.text } ? value : nil }
  }
}
