internal import Inference
internal import Statistics

/// The answers to the questions that metrics ask beside whether variants differ: margins, equivalence, minimum effects, claims.
struct QuestionSection {
  let analysis: ExperimentAnalysis

  private var rows: [ResultRow] { analysis.rows.filter { !$0.isOfDifference && !$0.isCompanion } }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    let table = TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Question"), .init("Estimate (CI)", .trailing),
        .init("p", .trailing), .init("Answer"),
      ],
      rows: rows.map { row in
        [
          .init(analysis.title(of: row.metric)), .init(row.variant), .init(question(row)),
          .init(MetricStyle(row: row).estimateWithInterval), .init(row.pValue.map(NumberStyle.pValue) ?? "—"),
          answer(row),
        ]
      })
    return [.heading(2, "Questions"), .table(table)] + notes
  }

  private func question(_ row: ResultRow) -> String {
    let amount = MetricStyle(row: row).nullText
    switch row.hypothesis {
    case .superiority: return row.alternative == .less ? "below \(amount)?" : "above \(amount)?"
    case .nonInferiority: return row.alternative == .less ? "not above \(amount)?" : "not below \(amount)?"
    case .equivalence: return "within ±\(amount.trimmingSign)?"
    case .claim: return "compatible with \(amount)?"
    }
  }

  private func answer(_ row: ResultRow) -> TextTable.Cell {
    if let status = row.status { return .init(status == .mismatch ? "no verdict" : "not estimable") }
    switch row.verdict {
    case .inconclusive where row.hypothesis != .claim: return .init("not shown")
    case .better, .worse, .different: return .init("yes", .good)
    case .nonInferior, .equivalent: return .init("yes", .good)
    case .compatible: return .init("yes, which does not confirm it")
    case .confirmed: return .init("confirmed", .good)
    case .exceeded: return .init("exceeded", .good)
    case .refuted: return .init("refuted", .bad)
    case .inconclusive, nil: return .init("—")
    }
  }

  private var notes: [Block] {
    let lines = rows.map { row in
      let sides =
        switch row.hypothesis {
        case .equivalence: "two one-sided tests"
        case .claim: "two-sided"
        case .superiority, .nonInferiority: "one-sided"
        }
      return "\(analysis.title(of: row.metric)): \(sides), α = \(NumberStyle.exact(row.alpha)), "
        + "\(NumberStyle.level(row.level)) CI" + (row.reason.map { "; not estimable, because \($0)" } ?? "") + "."
    }
    var seen = Set<String>()
    return [.bullets(lines.filter { seen.insert($0).inserted })]
  }
}

extension String {
  fileprivate var trimmingSign: String { String(drop { "+−".contains($0) }) }
}
