internal import Inference
internal import Statistics

/// What covariates and strata changed: the difference without them beside the one with them, and the variance saved.
struct AdjustmentSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard !analysis.adjustments.isEmpty else { return [] }
    let table = NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Unadjusted difference (CI)", .trailing),
        .init("Adjusted difference (CI)", .trailing), .init("Variance saved", .trailing),
      ],
      rows: analysis.adjustments.map { effect in
        [
          .name(analysis.title(of: effect.metric)), .name(effect.variant),
          .init(difference(effect, effect.unadjusted, effect.unadjustedInterval)),
          .init(difference(effect, effect.adjusted, effect.adjustedInterval)),
          .init(.roundShare(effect.varianceReduction)),
        ]
      })
    return [.heading(2, "Adjustment"), .table(table)]
  }

  private func difference(_ effect: AdjustmentEffect, _ value: Double?, _ interval: Interval?) -> Quantity {
    .estimate(value, interval, in: effect.isProbability ? .points : .difference)
  }
}
