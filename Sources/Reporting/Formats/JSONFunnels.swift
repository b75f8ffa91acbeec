internal import Inference
internal import Statistics

/// The member `funnels` of `tables`: what was counted at each step, and how the steps make up the ratio end to end.
enum JSONFunnels {
  static func value(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.funnels.map { effect in
        .object([
          ("funnel", .string(effect.name)), ("steps", .array(effect.steps.map(step))),
          ("decomposition", .array(effect.lifts.map { lift($0, of: effect) })),
        ])
      })
  }

  private static func step(_ step: FunnelEffect.Step) -> JSONText {
    .object([
      ("step", .string(step.name)), ("metric", .string(step.metric)),
      (
        "variants",
        .array(
          step.passages.map {
            .object([
              ("variant", .string($0.variant)), ("n", .integer($0.exposed)), ("reached_before", .integer($0.before)),
              ("reached", .integer($0.reached)), ("stopped", .integer($0.stopped)),
              ("seconds_median", .optional($0.median)), ("seconds_90", .optional($0.ninetieth)),
            ])
          })
      ),
    ])
  }

  private static func lift(_ lift: FunnelLift, of effect: FunnelEffect) -> JSONText {
    .object([
      ("control", .string(lift.control)), ("variant", .string(lift.variant)), ("level", .number(lift.level)),
      ("critical_value", .optional(lift.criticalValue)), ("basis", .optional(lift.basis)),
      ("total", lift.total.map { .object(members($0)) } ?? .null),
      (
        "steps",
        .array(
          zip(effect.steps, lift.parts).map { step, part in
            .object(
              [("step", .string(step.name))] + members(part) + [
                ("share", .optional(part.share)), ("share_std_error", .optional(part.shareError)),
              ])
          })
      ), ("stopped_at", .optional(lift.stoppedAt)), ("unreached_by", .array(lift.unreachedBy.map(JSONText.string))),
      ("reason", .optional(lift.reason?.rawValue)),
    ])
  }

  private static func members(_ part: FunnelLift.Part) -> [(String, JSONText)] {
    [
      ("rate_control", .number(part.control)), ("rate_variant", .number(part.variant)),
      ("log_ratio", .number(part.logRatio)), ("std_error", .number(part.standardError)),
      ("df", .optional(part.degreesOfFreedom)), ("ci_low", .optional(part.interval?.lower)),
      ("ci_high", .optional(part.interval?.upper)),
    ]
  }
}
