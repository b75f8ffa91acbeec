internal import Inference
internal import Statistics

/// What covariates and strata changed: the difference without them beside the one with them, and the variance saved.
struct AdjustmentSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard !analysis.adjustments.isEmpty else { return [] }
    let table = TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Unadjusted difference (CI)", .trailing),
        .init("Adjusted difference (CI)", .trailing), .init("Variance saved", .trailing),
      ],
      rows: analysis.adjustments.map { effect in
        [
          .init(analysis.title(of: effect.metric)), .init(effect.variant),
          .init(text(effect, effect.unadjusted, effect.unadjustedInterval)),
          .init(text(effect, effect.adjusted, effect.adjustedInterval)),
          .init(effect.varianceReduction.map { NumberStyle.percent($0, scale: 0.01) } ?? "—"),
        ]
      })
    return [.heading(2, "Adjustment"), .table(table)]
  }

  private func text(_ effect: AdjustmentEffect, _ value: Double?, _ interval: Interval?) -> String {
    guard let value else { return "—" }
    let isProbability = analysis.rows.first { $0.metric == effect.metric }?.isProbability ?? false
    let scale = interval.map { ($0.upper - $0.lower) / 4 }
    func shown(_ value: Double) -> String {
      isProbability ? NumberStyle.percentagePoints(value, scale: scale) : NumberStyle.signedValue(value, scale: scale)
    }
    guard let interval else { return shown(value) }
    return "\(shown(value)) (\(shown(interval.lower)) to \(shown(interval.upper)))"
  }
}
