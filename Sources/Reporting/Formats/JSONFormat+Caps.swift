internal import Inference
internal import Statistics

extension JSONFormat {
  /// What caps removed: per metric the variants and the comparisons.
  static func caps(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.caps.map { effect in
        .object([
          ("metric", .string(effect.metric)), ("cap", .number(effect.cap)), ("quantile", .optional(effect.quantile)),
          ("nonzero", .truth(effect.isOfNonzero)),
          ("variants", .array(effect.arms.map(arm))), ("comparisons", .array(effect.comparisons.map(comparison))),
        ])
      })
  }

  private static func arm(_ arm: CapEffect.Arm) -> JSONText {
    .object([
      ("variant", .string(arm.variant)), ("n", .integer(arm.units)), ("above_cap", .integer(arm.above)),
      ("share_removed", .optional(arm.removed)),
    ])
  }

  private static func comparison(_ comparison: CapEffect.Comparison) -> JSONText {
    .object([
      ("control", .string(comparison.control)), ("variant", .string(comparison.variant)),
      ("raw", difference(comparison.raw)), ("capped", difference(comparison.capped)),
      ("excess", difference(comparison.excess)),
    ])
  }

  private static func difference(_ difference: CapEffect.Difference) -> JSONText {
    .object([
      ("estimate", .optional(difference.value)), ("ci_low", .optional(difference.interval?.lower)),
      ("ci_high", .optional(difference.interval?.upper)), ("reason", .optional(difference.reason?.rawValue)),
    ])
  }
}
