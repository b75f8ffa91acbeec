internal import Statistics

/// The answers to the questions that metrics ask beside whether variants differ: margins, equivalence, minimum effects, claims.
package struct QuestionFinding: Finding {
  package static let key = "questions"
  package static let title = "Questions"
  package static let place = FindingPlace.chapter

  private typealias Asked = (metric: ReportedMetric, variant: String, answer: Answer, isRuledOut: Bool)

  private let asked: [Asked]

  package init(_ source: FindingSource) {
    asked = source.results.comparisons.flatMap { metric, comparison in
      comparison.question.map { [(metric, comparison.variant, $0, comparison.word == .ruledOut)] } ?? []
    }
  }

  package var body: [Block] {
    guard !asked.isEmpty else { return [] }
    let table = NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Question"), .init("Estimate (CI)", .trailing),
        .init("p", .trailing), .init("Answer"),
      ],
      rows: asked.map { metric, variant, answer, isRuledOut in
        [
          .name(metric.title), .name(variant), .init(question(answer)), .init(answer.shownWithInterval),
          .init(.p(answer.pValue)), word(answer, isRuledOut: isRuledOut),
        ]
      })
    return [.table(table)] + notes
  }

  private func question(_ answer: Answer) -> Phrase {
    let (null, isBelow) = (answer.shownNull, answer.test.alternative == .less)
    switch answer.test.hypothesis {
    case .superiority: return isBelow ? "below \(null)?" : "above \(null)?"
    case .nonInferiority: return isBelow ? "not above \(null)?" : "not below \(null)?"
    case .equivalence: return "within ±\(answer.shownNullSize)?"
    case .claim: return "as published, \(null)?"
    }
  }

  private func word(_ answer: Answer, isRuledOut: Bool) -> NumericTable.Cell {
    if let status = answer.status { return .init(status.isOfVerdict ? "no verdict" : "not estimable") }
    if isRuledOut { return .init("no", .warning) }
    switch answer.verdict {
    case .inconclusive, .lower, .higher, .ruledOut: return .init("not shown")
    case .better, .worse, .different: return .init("yes", .good)
    case .nonInferior, .equivalent: return .init("yes", .good)
    case .exceeded, .confirmed, .confirmedButSmaller, .refuted, .smaller, .notReproduced, .undecided:
      return answer.verdict.map { .init(Phrase($0.rawValue), $0.tone) } ?? .init(.missing)
    case nil: return .init(.missing)
    }
  }

  private var notes: [Block] {
    let lines = asked.map { metric, _, answer, _ -> Phrase in
      let sides =
        switch answer.test.hypothesis {
        case .equivalence: "two one-sided tests"
        case .claim: "two-sided"
        case .superiority, .nonInferiority: "one-sided"
        }
      let refused = answer.status == .tooSkewed ? "no verdict" : "not estimable"
      let reason = answer.reason.map { "; \(refused), because \($0)" } ?? ""
      return
        "\(metric.title): \(sides), α = \(.exact(answer.test.alpha)), \(.level(answer.test.level)) CI\(reason)."
    }
    return [.bullets(lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })]
  }
}
