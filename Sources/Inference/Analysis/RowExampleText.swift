internal import Diagnostics
internal import Planning

extension RowExample {
  /// Where it stands: `row 3`, or `row 3 of day2.csv` where there are several files.
  var place: String {
    "row \(row)\(file.map { " of \($0)" } ?? "")"
  }

  /// `"12 €" (row 3)`; of a fault that nothing needs to be shown of `row 3`.
  var inText: String { texts.isEmpty ? place : "\(text) (\(place))" }

  /// What is written there: `"12 €"`, or `blank`; of several columns `"3" and "-1"`.
  private var text: String { texts.map { $0.map { quoted(shortened($0)) } ?? "blank" }.joined(separator: " and ") }
}

extension [RowExample] {
  /// `"12 €" (row 3), blank (row 8)`; of a fault that nothing needs to be shown of `row 3, row 8`.
  var inWords: String {
    map(\.inText).joined(separator: ", ")
  }
}

extension ExperimentSummary {
  /// ` ("oldd" (row 7))`: rows that belong to no variant for a reason, or what is known of them; nothing where that is nothing.
  func shown(_ reason: ExposureLedger.Reason) -> String {
    let unreadable =
      reason == .unreadableTime ? unreadable.filter { $0.term.fact == nil && $0.term.purpose == .time } : []
    let rows = (droppedRows[reason] ?? []) + unreadable.flatMap(\.examples)
    let values = exposure[reason]?.examples.map { quoted($0) } ?? []
    let words = rows.isEmpty ? values.joined(separator: ", ") : rows.inWords
    return words.isEmpty ? "" : " (\(words))"
  }

  /// `"-5" (row 9)`: rows without a usable value of a metric; nil where none are known.
  func shown(_ metric: PlannedMetric, _ reason: DropReason) -> String? {
    let columns = Set(metric.population.terms.compactMap(\.column))
    let rows =
      reason == .unreadable
      ? unreadable.filter { $0.term.fact == nil && columns.contains($0.term.column) }.flatMap(\.examples)
      : droppedValues.first { $0.metric == metric.name && $0.reason == reason }?.rows ?? []
    return rows.isEmpty ? nil : Array(rows.prefix(RowExample.most)).inWords
  }
}
