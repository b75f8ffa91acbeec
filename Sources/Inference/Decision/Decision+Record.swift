internal import Terms

extension TreatmentVerdict {
  /// The decision on the treatment with what it rests on, and its risks.
  ///
  /// - Parameter decision: on this treatment; nil where none is made.
  package func record(_ decision: Decision?) -> Record {
    [
      "variant": .text(variant), "control": .text(control), "outcome": .text(decision?.outcome.rawValue),
      "reason": .text(decision?.reason.key), "sentence": decision.map { .phrase($0.headline + ".") } ?? .text(nil),
      "named": .list(decision?.facts.map(\.record) ?? []),
      "gates": .list(decision?.failedGates.map(\.gateRecord) ?? []),
      "choice": decision?.choice?.record ?? .text(nil), "primary": .texts(primary.map(\.rawValue)),
      "regressions": .texts(regressions), "risks": decision?.risks.record ?? .number(nil),
    ]
  }
}

extension Decision.Note {
  fileprivate var record: Record {
    ["fact": .text(fact.rawValue), "metric": .text(metric), "sentence": .phrase(sentence + ".")]
  }
}

extension DataCheck {
  fileprivate var gateRecord: Record {
    ["gate": .text(gate?.rawValue), "accepted_because": .text(acceptedBecause)]
  }
}

extension TreatmentChoice {
  fileprivate var record: Record { ["rank": .text(rank.rawValue), "list": .texts(list)] }
}

extension DecisionRisks {
  fileprivate var record: Record {
    [
      "false_ship": .number(falseShip), "harmful_ship": .number(harmfulShip),
      "alpha_deterioration": .number(alphaDeterioration), "alpha_secondary_harm": .number(alphaSecondaryHarm),
      "false_no_benefit": .number(falseNoBenefit), "false_void": .number(falseVoid),
      "power_per_test": .number(powerPerTest),
    ]
  }
}
