internal import Inference
internal import Statistics

/// What the caps removed: a capped mean is another estimand than the mean, so both are shown with what lies between them.
struct CapSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard !analysis.caps.isEmpty else { return [] }
    return [
      .heading(3, "What the caps removed"),
      .paragraph(
        "Each value above a cap counts as the cap, which is the same in every variant. The raw difference is the sum of the "
          + "capped one and the difference of what exceeds the cap."),
      .table(differences), .table(arms),
    ]
  }

  private var differences: NumericTable {
    NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Raw difference (CI)", .trailing),
        .init("Capped difference (CI)", .trailing), .init("Difference above the cap (CI)", .trailing),
      ],
      rows: analysis.caps.flatMap { effect in
        effect.comparisons.map { comparison in
          [.name(analysis.title(of: effect.metric)), .name(comparison.variant)]
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
      rows: analysis.caps.flatMap { effect in
        effect.arms.map { arm in
          [
            .name(analysis.title(of: effect.metric)), .name(arm.variant), .init(.exact(effect.cap)),
            .init("\(.count(arm.above)) of \(.count(arm.units))\(effect.isClustered ? " clusters" : "")"),
            .init(.roundShare(arm.removed)),
          ]
        }
      })
  }
}

extension CapEffect {
  /// The cap in the words of a method card.
  var sentence: Phrase {
    guard let quantile else { return "values above \(.exact(cap)) are cut to it" }
    let values = (isOfNonzero ? "values other than zero" : "values") + (isEarlier ? " before exposure" : "")
    return
      "values above \(.exact(cap)), the \(.exact(quantile)) quantile of all variants' \(values), are cut to it"
  }
}
