internal import Inference
internal import Statistics

extension JSONTables {
  /// Survival curves.
  static func survivals(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.survivals.map { effect in
        .object([
          ("metric", .string(effect.metric)), ("unit", .string(effect.unit)), ("horizon", .number(effect.horizon)),
          ("level", .number(effect.level)), ("variants", .array(effect.variants.map(variant))),
        ])
      })
  }

  private static func variant(_ variant: SurvivalEffect.Variant) -> JSONText {
    .object([
      ("variant", .string(variant.name)), ("n", .integer(variant.units)), ("events", .integer(variant.events)),
      ("censored", .integer(variant.censored)), ("watched_to", .optional(variant.watchedTo)),
      ("median", .optional(variant.median)),
      (
        "curve",
        .array(
          variant.curve.map {
            .object([
              ("time", .number($0.time)), ("survival", .number($0.survival)), ("low", .optional($0.interval?.lower)),
              ("high", .optional($0.interval?.upper)),
            ])
          })
      ),
    ])
  }
}
