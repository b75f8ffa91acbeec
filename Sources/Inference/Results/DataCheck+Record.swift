internal import Terms

extension DataCheck {
  package var record: Record {
    [
      "name": .text(name), "gate": .text(gate?.rawValue), "variant": .text(variant),
      "outcome": .text(outcome.rawValue), "accepted_because": .text(acceptedBecause), "p_value": .number(pValue),
      "statistic": .number(statistic), "counts": Record(counts.map { ($0.name, .count($0.count)) }),
      "finding": .phrase(finding),
    ]
  }
}
