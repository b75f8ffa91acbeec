internal import Inference
internal import Statistics

/// Members of `tables` of the result model.
enum JSONTables {
  static func adjustments(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.adjustments.map { effect in
        .object([
          ("metric", .string(effect.metric)), ("control", .string(effect.control)),
          ("variant", .string(effect.variant)),
          ("unadjusted", .optional(effect.unadjusted)), ("unadjusted_low", .optional(effect.unadjustedInterval?.lower)),
          ("unadjusted_high", .optional(effect.unadjustedInterval?.upper)), ("adjusted", .optional(effect.adjusted)),
          ("adjusted_low", .optional(effect.adjustedInterval?.lower)),
          ("adjusted_high", .optional(effect.adjustedInterval?.upper)),
          ("variance_reduction", .optional(effect.varianceReduction)),
        ])
      })
  }

  static func trigger(_ trigger: TriggerUse) -> JSONText {
    func members(_ prefix: String, _ difference: TriggerEffect.Difference?) -> [(String, JSONText)] {
      [
        (prefix, .optional(difference?.value)), ("\(prefix)_low", .optional(difference?.interval?.lower)),
        ("\(prefix)_high", .optional(difference?.interval?.upper)), ("\(prefix)_p", .optional(difference?.pValue)),
      ]
    }
    let variants = trigger.variants.map { variant in
      JSONText.object([
        ("variant", .string(variant.name)), ("triggered", .integer(variant.triggered)),
        ("exposed", .integer(variant.exposed)),
      ])
    }
    let effects = trigger.effects.map { effect in
      JSONText.object(
        [
          ("metric", .string(effect.metric)), ("control", .string(effect.control)),
          ("variant", .string(effect.variant)), ("share", .number(effect.share)),
        ] + members("triggered", effect.triggered) + members("untriggered", effect.untriggered)
          + members("all", effect.all) + members("lift_all", effect.lift)
          + [("reason", .optional(effect.reason?.rawValue))])
    }
    return .object([
      ("trigger", .string(trigger.reading)), ("variants", .array(variants)), ("effects", .array(effects)),
    ])
  }

  static func segments(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.segments.map { effect in
        .object([
          ("metric", .string(effect.metric)), ("control", .string(effect.control)),
          ("variant", .string(effect.variant)),
          ("attribute", .string(effect.attribute)), ("q", .number(effect.statistic)),
          ("df", .integer(effect.degreesOfFreedom)), ("p_value", .number(effect.pValue)),
          ("i_squared", .number(effect.inconsistency)), ("p_sign_change", .optional(effect.signChangeP)),
          (
            "values",
            .array(
              effect.values.map { value in
                .object([
                  ("value", .optional(value.name)), ("estimate", .number(value.estimate)),
                  ("std_error", .number(value.standardError)), ("pooled", .optional(value.pooled)),
                  ("pooled_std_error", .optional(value.pooledError)),
                ])
              })
          ), ("left_out", .array(effect.leftOut.map(JSONText.string))),
        ])
      })
  }

  static func omnibus(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.omnibus.map { test in
        .object([
          ("metric", .string(test.metric)), ("method", .string(test.method)), ("statistic", .number(test.statistic)),
          ("df", .number(test.degreesOfFreedom)), ("df_denominator", .optional(test.denominatorDegreesOfFreedom)),
          ("p_value", .number(test.pValue)),
        ])
      })
  }
}

extension JSONTables {
  /// Outcomes as functions of doses.
  static func curves(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.curves.map { effect in
        .object([
          ("metric", .string(effect.metric)), ("dose", .string(effect.dose)), ("model", .string(effect.model)),
          ("log_odds", .truth(effect.isLogistic)), ("association", .truth(effect.isAssociation)),
          ("n", .integer(effect.units)), ("clusters", effect.clusters.map(JSONText.integer) ?? .null),
          ("covariates", .array(effect.covariates.map(JSONText.string))), ("level", .number(effect.level)),
          ("reason", .optional(effect.reason?.rawValue)),
          (
            "coefficients",
            .array(
              effect.coefficients.map {
                .object([
                  ("name", .string($0.name)), ("value", .number($0.value)), ("std_error", .number($0.standardError)),
                ])
              })
          ), ("knots", .array(effect.knots.map(JSONText.number))),
          ("nonlinearity", effect.nonlinearity.map(bend) ?? .null),
          ("curve", .array(effect.curve.map(point))),
          (
            "observed",
            .array(
              effect.observed.map {
                .object([
                  ("dose", .number($0.dose)), ("n", .integer($0.units)), ("mean", .number($0.mean)),
                  ("monotone", .number($0.monotone)),
                ])
              })
          ),
        ])
      })
  }

  private static func bend(_ test: DoseEffect.TestOfBend) -> JSONText {
    .object([
      ("statistic", .number(test.statistic)), ("df", .number(test.degreesOfFreedom)),
      ("df_denominator", .optional(test.denominatorDegreesOfFreedom)), ("p_value", .number(test.pValue)),
    ])
  }

  private static func point(_ point: DoseEffect.Point) -> JSONText {
    .object([
      ("dose", .number(point.dose)), ("value", .optional(point.value)), ("low", .optional(point.interval?.lower)),
      ("high", .optional(point.interval?.upper)),
    ])
  }
}
