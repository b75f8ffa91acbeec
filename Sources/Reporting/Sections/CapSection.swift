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

  private var differences: TextTable {
    TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Raw difference (CI)", .trailing),
        .init("Capped difference (CI)", .trailing), .init("Difference above the cap (CI)", .trailing),
      ],
      rows: analysis.caps.flatMap { effect in
        effect.comparisons.map { comparison in
          [.init(analysis.title(of: effect.metric)), .init(comparison.variant)]
            + [comparison.raw, comparison.capped, comparison.excess].map { .init(text($0)) }
        }
      })
  }

  private var arms: TextTable {
    TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Cap", .trailing), .init("Above the cap", .trailing),
        .init("Share of the total removed", .trailing),
      ],
      rows: analysis.caps.flatMap { effect in
        effect.arms.map { arm in
          [
            .init(analysis.title(of: effect.metric)), .init(arm.variant), .init(NumberStyle.exact(effect.cap)),
            .init(
              "\(NumberStyle.count(arm.above)) of \(NumberStyle.count(arm.units))"
                + (effect.isClustered ? " clusters" : "")),
            .init(arm.removed.map { NumberStyle.percent($0, scale: 0.01) } ?? "—"),
          ]
        }
      })
  }

  private func text(_ difference: CapEffect.Difference) -> String {
    guard let value = difference.value else { return "—" }
    let scale = difference.interval.map { ($0.upper - $0.lower) / 4 }
    func signed(_ value: Double) -> String { NumberStyle.signedValue(value, scale: scale) }
    guard let interval = difference.interval else { return signed(value) }
    return "\(signed(value)) (\(signed(interval.lower)) to \(signed(interval.upper)))"
  }
}

extension CapEffect {
  /// The cap in the words of a method card.
  var sentence: String {
    let number = NumberStyle.exact(cap)
    guard let quantile else { return "values above \(number) are cut to it" }
    return "values above \(number), the \(NumberStyle.exact(quantile)) quantile of all variants' "
      + "\(isOfNonzero ? "values other than zero" : "values")\(isEarlier ? " before exposure" : ""), are cut to it"
  }
}
