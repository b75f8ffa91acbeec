internal import Planning
internal import Statistics
internal import Terms

/// The same comparisons by another rule for units in several variants.
package struct CrossingFinding: Finding {
  package static let key = "crossing"
  package static let title = "Units in several variants"
  package static let place = FindingPlace.chapter

  private struct Line {
    let metric: ReportedMetric
    let variant: String
    let answers: [Answer]
  }

  private let rules: [CrossingRule]
  private let lines: [Line]

  package init(_ source: FindingSource) {
    guard let beside = source.beside else {
      (rules, lines) = ([], [])
      return
    }
    rules = [source.plan.crossing, beside.rule]
    lines = source.results.comparisons.compactMap { metric, comparison in
      let other = beside.results.comparisons.first {
        $0.metric.name == metric.name && $0.comparison.variant == comparison.variant
          && $0.comparison.control == comparison.control
      }
      return other.map {
        Line(metric: metric, variant: comparison.variant, answers: [comparison.leading, $0.comparison.leading])
      }
    }
  }

  package var body: [Block] {
    guard !lines.isEmpty else { return [] }
    return [
      .paragraph(
        "The results above are those of the first rule: \(rules[0].words). Beside them the same metrics by the second: "
          + "\(rules[1].words). The second p-values are not corrected for what else is compared."),
      .table(
        NumericTable(
          columns: [
            .init("Metric"), .init("Variant"), .init("First rule (CI)", .trailing), .init("p", .trailing),
            .init("Second rule (CI)", .trailing), .init("p", .trailing),
          ],
          rows: lines.map { line in
            [.name(line.metric.title), .name(line.variant)]
              + line.answers.flatMap { [.init($0.shownWithInterval), .init(.p($0.pValue))] }
          })),
    ]
  }

  package var record: Record? {
    guard !lines.isEmpty else { return nil }
    return [
      "rules": .list(rules.map { .text($0.words) }),
      "comparisons": .list(
        lines.map { line in
          [
            "metric": .text(line.metric.name), "variant": .text(line.variant),
            "answers": .list(
              line.answers.map {
                [
                  "estimand": .text($0.estimand.rawValue), "estimate": .number($0.estimate),
                  "ci_low": .number($0.interval?.lower), "ci_high": .number($0.interval?.upper),
                  "p_value": .number($0.pValue),
                ]
              }),
          ]
        }),
    ]
  }
}
