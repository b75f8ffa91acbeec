internal import Diagnostics
internal import Planning
internal import Terms

/// Conditions that no event met: a word that the data spells otherwise makes every unit count nothing.
struct ConditionFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    guard plan.accepted[.empty] == nil else { return }
    let found = summary.unmet.filter { $0.owner != .data }.map { unmet in
      Diagnostic(
        code: .unmetCondition, at: unmet.condition.place, unmet.sentence,
        remedy:
          "write the values as the data has them; or, if there is none, add \"accept\": { \"empty\": \"...\" } to \"decision\" with the reason"
      )
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }
}

extension UnmetCondition {
  var sentence: String {
    let what = fact.map { "event of the fact \(quoted($0))" } ?? "row of the data"
    let whose =
      switch owner {
      case .data: "the data"
      case .fact: "the fact"
      case .metric(let name): quoted(name)
      }
    return "no \(what) meets the condition of \(whose), \(condition.value): \(seen)"
  }

  /// The values of its columns, in words.
  var seen: String {
    columns.map { column in
      guard !column.values.isEmpty else { return "\(quoted(column.name)) has no values" }
      let values = column.values.map { value in
        "\(value.text.map { quoted(shortened($0)) } ?? "no value") (\(value.rows) rows)"
      }
      return "the most frequent values of \(quoted(column.name)) are \(values.joined(separator: ", "))"
    }.joined(separator: "; ")
  }
}
