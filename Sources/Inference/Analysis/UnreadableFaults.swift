internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// Times, values of metrics, and what conditions are about, that are there and cannot be read: left out, they would take their units
/// with them, and these are not like the others.
struct UnreadableFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  /// The share of unreadable values up to which a metric that decides nothing does without them.
  private static let tolerated = 0.01

  /// - Throws: times of exposures and events, and what conditions are about.
  func checkRows() throws(DiagnosticList) { try check { $0 != .value } }

  /// - Throws: values of metrics.
  func checkValues() throws(DiagnosticList) { try check { $0 == .value } }

  private func check(_ isAsked: (UnreadableTerm.Purpose) -> Bool) throws(DiagnosticList) {
    guard !plan.dropsUnreadable else { return }
    let found = summary.unreadable.filter { $0.rows > 0 && isAsked($0.term.purpose) }.compactMap { column in
      plan.metrics.indices.first { isAtFault($0, column) }.map { fault(plan.metrics[$0], column) }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func isAtFault(_ index: Int, _ column: UnreadableColumn) -> Bool {
    guard plan.mayBeUnreadable(for: index).contains(column.term) else { return false }
    return plan.metrics[index].role.decides || Double(column.rows) > Self.tolerated * Double(rowsRead(column.term))
  }

  private func rowsRead(_ term: UnreadableTerm) -> Int {
    summary.events?.facts.first { $0.fact == term.fact }?.read ?? summary.exposure.rowsRead
  }

  private func fault(_ metric: PlannedMetric, _ column: UnreadableColumn) -> Diagnostic {
    let name = quoted(column.term.column) + (column.term.fact.map { " in the fact \(quoted($0))" } ?? "")
    let one = column.rows == 1
    let what: String
    switch column.term.content {
    case .value(.truth): what = one ? "is neither yes nor no" : "are neither yes nor no"
    case .value(.number): what = one ? "is not a number" : "are not numbers"
    case .value(.count): what = one ? "is not a count" : "are not counts"
    case .time: what = one ? "is not a time" : "are not times"
    }
    return Diagnostic(
      code: .unreadableValues, at: column.term.place ?? plan.places.metrics[metric.name] ?? plan.places.source.place,
      "\(one ? "1 value" : "\(column.rows) values") of \(name) \(what): \(examples(column))",
      remedy: remedy(column))
  }

  private func examples(_ column: UnreadableColumn) -> String {
    column.examples.inWords + (column.rows > column.examples.count ? ", ..." : "")
  }

  // MARK: What reads them

  private func remedy(_ column: UnreadableColumn) -> String {
    let drop = "add \"unreadable\": \"drop\" to \"data\" to leave them out"
    let texts = column.examples.compactMap { $0.texts[0] }
    if !column.writings.isEmpty {
      let values = plan.source(of: column.term).values
      let keys = column.writings.prefix(2).map { $0.inSpec(basedOn: values) }
      let name = column.term.column
      if column.term.content == .time, values.times(of: name) == .iso {
        let home = column.term.fact.map { "the fact \(quoted($0))" } ?? "\"data\""
        return "add \(keys.joined(separator: " or ")) to \(home) to read them; if not, \(drop)"
      }
      // Other columns may be written in another way, whose numbers would become others without a word.
      let ways = keys.map { "\(quoted(name)): { \($0) }" }.joined(separator: " or ")
      return "write \(ways) under \"columns\" in \"data\" to read them; if not, \(drop)"
    }
    if column.term.content == .value(.truth), texts.allSatisfy({ Double($0) != nil }) {
      return "use the type \"mean\" for amounts, or \"value\" with \"above\" or \"below\" for the share beyond a limit"
    }
    // What has no digit, or a time of zero, may stand for nothing at all.
    let mayBeNothing = texts.allSatisfy { text in
      column.term.content == .time && text == "0" || !text.unicodeScalars.contains { ("0"..."9").contains($0) }
    }
    if mayBeNothing {
      let known = plan.source(of: column.term).values.nullTexts
      let words = unique(known + texts).map { quoted($0) }.joined(separator: ", ")
      let quotes =
        column.term.purpose == .condition && column.term.content == .value(.number)
        ? "put what \(quoted(column.term.column)) is compared with in single quotes, for it holds texts; or " : ""
      let flag =
        column.term.content == .value(.truth) && column.term.column.isPlainName
        ? texts.first.map {
          "if \(quoted($0)) means yes, write \"value\": \"case when \(column.term.column) = '\($0.replacing("'", with: "''"))' then 1 when \(column.term.column) is not null then 0 end\" and \"above\": 0 instead of \"column\"; or "
        } ?? "" : ""
      let verb = known.isEmpty ? "add \"null\": [\(words)] to" : "write \"null\": [\(words)] in"
      return "\(flag)\(quotes)\(verb) \"data\" if that means a missing value; if not, \(drop)"
    }
    return "correct them in the data, or \(drop)"
  }
}
