internal import Planning
internal import Statistics

/// What covariates and strata changed: the difference without them beside the one with them, and the variance saved.
package struct AdjustmentFinding: Finding {
  package static let key = "adjustments"
  package static let title = "Adjustment"
  package static let place = FindingPlace.chapter

  private let effects: [AdjustmentEffect]
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    effects = source.drafts.compactMap { AdjustmentEffect($0) }
    titles = source.titles
  }

  package var body: [Block] {
    guard !effects.isEmpty else { return [] }
    let table = NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Unadjusted difference (CI)", .trailing),
        .init("Adjusted difference (CI)", .trailing), .init("Variance saved", .trailing),
      ],
      rows: effects.map { effect in
        let unit: NumberUnit = effect.isProbability ? .points : .difference
        return [
          .name(titles[effect.metric]), .name(effect.variant),
          .init(.estimate(effect.unadjusted, effect.unadjustedInterval, in: unit)),
          .init(.estimate(effect.adjusted, effect.adjustedInterval, in: unit)),
          .init(.roundShare(effect.varianceReduction)),
        ]
      })
    return [.table(table)]
  }

  package var record: Record? {
    .list(
      effects.map { effect in
        [
          "metric": .text(effect.metric), "control": .text(effect.control), "variant": .text(effect.variant),
          "unadjusted": .number(effect.unadjusted), "unadjusted_low": .number(effect.unadjustedInterval?.lower),
          "unadjusted_high": .number(effect.unadjustedInterval?.upper), "adjusted": .number(effect.adjusted),
          "adjusted_low": .number(effect.adjustedInterval?.lower),
          "adjusted_high": .number(effect.adjustedInterval?.upper),
          "variance_reduction": .number(effect.varianceReduction),
        ]
      })
  }
}
