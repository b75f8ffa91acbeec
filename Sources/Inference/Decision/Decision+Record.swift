extension TreatmentVerdict {
  /// The outcome with what it rests on, and its risks.
  ///
  /// - Parameter decision: on this treatment; nil where none is made.
  package func record(_ decision: Decision?) -> Record {
    [
      "variant": .text(variant), "control": .text(control), "outcome": .text(decision?.outcome.rawValue),
      "reason": .text(decision?.reason), "primary": .texts(primary.map(\.rawValue)),
      "regressions": .texts(regressions), "risks": decision?.risks.record ?? .number(nil),
    ]
  }
}

extension DecisionRisks {
  fileprivate var record: Record {
    [
      "false_ship": .number(falseShip), "harmful_ship": .number(harmfulShip),
      "alpha_deterioration": .number(alphaDeterioration), "alpha_quality": .number(alphaQuality),
      "alpha_per_deterioration_test": .number(alphaPerDeterioration), "power_per_test": .number(powerPerTest),
    ]
  }
}
