internal import Planning
internal import Statistics
internal import Terms

/// What the caps removed: a capped mean is another estimand than the mean, so both are shown with what lies between them.
package struct CapFinding: Finding {
  package static let key = "caps"
  package static let title = "What the caps removed"
  package static let place = FindingPlace.results

  private let effects: [CapEffect]
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    let (plan, summary) = (source.plan, source.summary)
    effects = plan.metrics.enumerated().compactMap { index, metric in
      CapEffect(plan, metric, summary.cells[index], MetricTable(plan, index, summary.groups), at: source.look)
    }
    titles = source.titles
  }

  package var body: [Block] {
    guard !effects.isEmpty else { return [] }
    return [
      .paragraph(
        "Each value above the cap counts as the cap, which is the same in every variant. The raw difference is the sum of the "
          + "capped difference and the difference in what exceeds the cap.")
    ] + beside + [.table(differences), .table(arms)]
  }

  /// The metrics that are compared as they are.
  private var beside: [Block] {
    let names = effects.filter { $0.rule.role == .standsBeside }.map { titles[$0.metric] }
    guard !names.isEmpty else { return [] }
    return [
      .paragraph(
        "\(names.joined(separator: ", ")): the values as they are decide, for a cut total of a ratio moves with what its denominator counts."
      )
    ]
  }

  private var differences: NumericTable {
    NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Raw difference (CI)", .trailing),
        .init("Capped difference (CI)", .trailing), .init("Difference above the cap (CI)", .trailing),
      ],
      rows: effects.flatMap { effect in
        effect.comparisons.map { comparison in
          [.name(titles[effect.metric]), .name(comparison.variant)]
            + [comparison.raw, comparison.capped, comparison.excess].map {
              .init(.estimate($0.value, $0.interval, in: .difference))
            }
        }
      })
  }

  private var arms: NumericTable {
    NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Cap", .trailing), .init("Above the cap", .trailing),
        .init("Share of the total removed", .trailing),
      ],
      rows: effects.flatMap { effect in
        effect.arms.map { arm in
          [
            .name(titles[effect.metric]), .name(arm.variant), .init(.exact(effect.rule.cap)),
            .init("\(.count(arm.above)) of \(.count(arm.units))\(effect.isClustered ? " clusters" : "")"),
            .init(.roundShare(arm.removed)),
          ]
        }
      })
  }

  package var record: Record? {
    guard !effects.isEmpty else { return nil }
    return .list(
      effects.map { effect in
        [
          "metric": .text(effect.metric), "cap": .number(effect.rule.cap), "quantile": .number(effect.rule.quantile),
          "nonzero": .truth(effect.rule.isOfNonzero),
          "variants": .list(
            effect.arms.map {
              [
                "variant": .text($0.variant), "n": .count($0.units), "above_cap": .count($0.above),
                "share_removed": .number($0.removed),
              ]
            }),
          "comparisons": .list(
            effect.comparisons.map {
              [
                "control": .text($0.control), "variant": .text($0.variant), "raw": record($0.raw),
                "capped": record($0.capped), "excess": record($0.excess),
              ]
            }),
        ]
      })
  }

  private func record(_ difference: CapEffect.Difference) -> Record {
    [
      "estimate": .number(difference.value), "ci_low": .number(difference.interval?.lower),
      "ci_high": .number(difference.interval?.upper), "reason": .text(difference.reason?.rawValue),
    ]
  }
}
