internal import Inference

/// The member `decision` of the result model: the outcome per treatment, what it rests on, and its risks.
enum JSONDecision {
  static func value(_ analysis: ExperimentAnalysis) -> JSONText {
    .array(
      analysis.verdicts.map { verdict in
        let decision = analysis.decisions.first { $0.variant == verdict.variant && $0.control == verdict.control }
        return .object([
          ("variant", .string(verdict.variant)), ("control", .string(verdict.control)),
          ("outcome", .optional(decision?.outcome.rawValue)), ("reason", .optional(decision?.reason)),
          ("primary", .array(verdict.primary.map { .string($0.rawValue) })),
          ("regressions", .array(verdict.regressions.map(JSONText.string))),
          ("risks", decision.map { risks($0.risks) } ?? .null),
        ])
      })
  }

  private static func risks(_ risks: DecisionRisks) -> JSONText {
    .object([
      ("false_ship", .number(risks.falseShip)), ("harmful_ship", .optional(risks.harmfulShip)),
      ("alpha_deterioration", .number(risks.alphaDeterioration)), ("alpha_quality", .number(risks.alphaQuality)),
      ("alpha_per_deterioration_test", .number(risks.alphaPerDeterioration)),
      ("power_per_test", .number(risks.powerPerTest)),
    ])
  }
}
