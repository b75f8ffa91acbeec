internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// Values of metrics that are there and cannot be read: left out, they would take their units with them, and these are not like the
/// others.
struct UnreadableFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  /// The share of unreadable values up to which a metric that decides nothing does without them.
  private static let tolerated = 0.01

  func check() throws(DiagnosticList) {
    guard !plan.dropsUnreadable else { return }
    let found = summary.unreadable.filter { $0.rows > 0 }.compactMap { column in
      plan.metrics.indices.first { isAtFault($0, column) }.map { fault(plan.metrics[$0], column) }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func isAtFault(_ index: Int, _ column: UnreadableColumn) -> Bool {
    guard plan.mayBeUnreadable(for: index).contains(column.term) else { return false }
    let decides = [.primary, .guardrail].contains(plan.metrics[index].role)
    return decides || Double(column.rows) > Self.tolerated * Double(rowsRead(column.term))
  }

  private func rowsRead(_ term: UnreadableTerm) -> Int {
    summary.events?.facts.first { $0.fact == term.fact }?.read ?? summary.exposure.rowsRead
  }

  private func fault(_ metric: PlannedMetric, _ column: UnreadableColumn) -> Diagnostic {
    let name = quoted(column.term.column) + (column.term.fact.map { " in the fact \(quoted($0))" } ?? "")
    let one = column.rows == 1
    let what: String
    switch column.term.kind {
    case .truth: what = one ? "is neither yes nor no" : "are neither yes nor no"
    case .number: what = one ? "is not a number" : "are not numbers"
    case .count: what = one ? "is not a count" : "are not counts"
    }
    return Diagnostic(
      code: .unreadableValues, at: plan.places.metrics[metric.name] ?? plan.places.source.place,
      "\(one ? "1 value" : "\(column.rows) values") of \(name) \(what): \(examples(column))",
      remedy: remedy(column))
  }

  private func examples(_ column: UnreadableColumn) -> String {
    column.examples.map { example in
      let place = example.file.map { "row \(example.row) of \(fileName($0))" } ?? "row \(example.row)"
      return "\(quoted(shortened(example.text))) (\(place))"
    }.joined(separator: ", ") + (column.rows > column.examples.count ? ", ..." : "")
  }

  private func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  // MARK: What reads them

  private func remedy(_ column: UnreadableColumn) -> String {
    let drop = "add \"unreadable\": \"drop\" to \"data\" to leave them out"
    let texts = column.examples.map(\.text)
    if !column.formats.isEmpty {
      let formats = column.formats.prefix(2).map(\.inSpec).joined(separator: " or ")
      return "add \"numbers\": \(formats) to \"data\" to read them; if not, \(drop)"
    }
    if column.term.kind == .truth, texts.allSatisfy({ Double($0) != nil }) {
      return "use the type \"mean\" for amounts, or \"value\" with \"above\" or \"below\" for the share beyond a limit"
    }
    // What has no digit may stand for nothing at all.
    if texts.allSatisfy({ text in !text.unicodeScalars.contains { ("0"..."9").contains($0) } }) {
      let words = unique(texts).map { quoted($0) }.joined(separator: ", ")
      return "add \"null\": [\(words)] to \"data\" if that means a missing value; if not, \(drop)"
    }
    return "correct them in the data, or \(drop)"
  }
}
