extension DataCheck {
  package var record: Record {
    [
      "name": .text(name), "outcome": .text(outcome.rawValue), "p_value": .number(pValue),
      "statistic": .number(statistic), "counts": Record(counts.map { ($0.name, .count($0.count)) }),
      "finding": .phrase(finding),
    ]
  }
}
